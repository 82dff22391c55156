"""How a number is written in a picture: rounded, with a true minus sign, and never as minus nothing."""


def shown(value, form="{:.2f}"):
    """-1.0 -> '−1.00', -0.001 -> '0.00'.   form : a `str.format` template for one number"""
    text = form.format(value)
    nothing = not any(digit in "123456789" for digit in text)
    return text.replace("-", "" if nothing else "−")

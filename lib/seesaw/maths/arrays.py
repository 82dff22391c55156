"""Four functions on arrays that the lectures lean on: softmax, its logarithm, layer norm and GELU.

    scores --softmax--> shares that sum to 1        one token's features --layer_norm--> mean 0, variance 1

Float32 in, float32 out; float64 in, float64 out; whole numbers become float64.  NumPy alone.
"""

import numpy as np

from . import doors

SLICE = 65536  # numbers of float32 that GELU works on at a time: they and their temporaries stay in the cache


@doors.unwarned
def softmax(x, axis=-1):
    """exp(x) / sum of exp(x) along `axis`: every share is in 0..1 and a row sums to 1.

    x : any shape; -inf says "may not be attended to" and gets 0, and a row of nothing but -inf gives zeros.
    Slide "Dot-product": alpha' = softmax(alpha).  ValueError where x holds NaN or +inf, with the first index.
    """
    share = _below_top("softmax", x, axis)
    np.exp(share, out=share)
    share /= np.maximum(share.sum(axis=axis, keepdims=True), 1)  # 1 is the top's own; less only where nobody may speak
    return share


@doors.unwarned
def log_softmax(x, axis=-1):
    """x - log(sum of exp(x)) along `axis`, without ever taking the logarithm of a share that became 0.

    x : any shape; -inf stays -inf.  ValueError as in `softmax`.
    """
    x = _below_top("log_softmax", x, axis)
    return x - np.log(np.maximum(np.exp(x).sum(axis=axis, keepdims=True), 1))


def _below_top(where, x, axis):
    """x less the largest score of its row: no softmax changes by it, and exp can't overflow."""
    x = np.atleast_1d(doors.floats(where, "x", x))
    top = x.max(axis=axis, keepdims=True, initial=np.finfo(x.dtype).min)  # finite, even where a row is masked whole
    if not np.isfinite(top).all():  # NaN and inf end up on top
        doors.refuse_not_finite(where, "x", x, allowed=-np.inf)
    return x - top


@doors.unwarned
def layer_norm(x, gain=None, bias=None, eps=1e-12):
    """Each token on its own: take away the mean of its features, divide by their spread, stretch and shift.

    x : (..., d)    gain, bias : (d,) or None    ->    (..., d): never over tokens, never over the batch
    gain * (x - mean) / sqrt(variance + eps) + bias, the variance divided by d (Ba, Kiros, Hinton 2016, eq. 4).
    Slide "BERT", the Norm of Add & Norm.  ValueError: NaN or inf, or gain and bias of another length than d.
    """
    x = doors.floats("layer_norm", "x", x)
    if x.shape[-1:] in ((), (0,)):
        raise ValueError(f"layer_norm: x has shape {x.shape}, and the features of each token, (..., d), were expected.")
    gain, bias = _per_feature("gain", gain, x), _per_feature("bias", bias, x)
    d = x.shape[-1]
    centred = x - x.sum(axis=-1, keepdims=True) / d                            # (..., d)
    centred -= centred.sum(axis=-1, keepdims=True) / d                         # what rounding left: a flat token is 0
    variance = np.einsum("...d,...d->...", centred, centred)[..., None] / d    # (..., 1)
    spread = doors.sound("layer_norm", np.sqrt(variance + float(eps)), x=x)    # (..., 1)
    if not eps:
        spread[spread == 0] = 1                                                # a flat token without eps: 0/1, not 0/0
    centred /= spread
    if gain is not None:
        centred *= gain
    if bias is not None:
        centred += bias
    return doors.sound("layer_norm", centred, gain=gain, bias=bias)


def _per_feature(name, p, x):
    if p is None:
        return None
    p = doors.floats("layer_norm", name, p)
    doors.shape("layer_norm", name, p, x.shape[-1:], "one number per feature, the last axis of x")
    return p


@doors.unwarned
def gelu(x, approximate=False):
    """x times the chance that a standard normal number lies below x: a soft gate, x far right and 0 far left.

    x : any shape.    approximate=False : x Phi(x) through erf;  True : the tanh formula of the paper
    Hendrycks and Gimpel 2016, eq. 1 and 2.  ValueError where x holds NaN or inf.
    """
    x = doors.floats("gelu", "x", x)
    gate = gelu_tanh if approximate else gelu_erf
    return doors.sound("gelu", gate(np.atleast_1d(x)).reshape(x.shape), x=x)


def gelu_tanh(x):
    """x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))."""
    return 0.5 * x * (1 + np.tanh((2 / np.pi) ** 0.5 * x * (1 + 0.044715 * x * x)))


def gelu_erf(x):
    """x Phi(x): by Cody's erfc in float64, by one short ratio in float32, where BERT spends its time."""
    return _gelu_double(x) if x.dtype == np.float64 else _gelu_single(x)


def _gelu_double(x):
    """max(x, 0) - |x|/2 erfc(|x|/sqrt 2): the same, written so that the small left tail keeps its digits."""
    size = np.abs(x)
    return np.maximum(x, 0) - 0.5 * size * erfc_positive(np.minimum(size, 60) * 0.5**0.5)


def _gelu_single(x):
    """x / (1 + exp(-x r(x^2))), slice by slice; r is a ratio fitted so that rounding is what remains of the error."""
    answer = np.empty_like(x)
    far_apart = int(np.argmax(np.abs(x.strides)))  # the axis whose slices lie in one piece
    source, target = np.moveaxis(x, far_apart, 0), np.moveaxis(answer, far_apart, 0)
    step = max(1, SLICE * len(source) // max(x.size, 1))
    for start in range(0, len(source), step):
        part = source[start : start + step]
        square = part * part
        gate = _ratio(GATE, np.minimum(square, 30.25, out=square))
        gate *= part
        np.exp(gate, out=gate)
        gate += 1
        np.divide(part, gate, out=target[start : start + step])
    return answer


def erfc_positive(z):
    """1 - erf(z) for z >= 0: Cody's three rational approximations ("Rational Chebyshev approximations for the
    error function", Math. Comp. 23, 1969), exact to the last digits of float64."""
    near, far = z <= 0.46875, z > 4
    middle = ~(near | far)
    answer = np.empty_like(z)
    answer[near] = _near(z[near])
    answer[middle] = _middle(z[middle])
    answer[far] = _far(z[far])
    return answer


def _near(z):
    return 1 - z * _ratio(NEAR, z * z)


def _middle(z):
    return _exp_minus_square(z) * _ratio(MIDDLE, z)


def _far(z):
    w = 1 / (z * z)
    return _exp_minus_square(z) * (np.sqrt(1 / np.pi).item() - w * _ratio(FAR, w)) / z


def _ratio(coefficients, t):
    """numerator(t) / denominator(t), each by Horner's rule, highest power first."""
    numerator, denominator = (_horner(c, t) for c in coefficients)
    numerator /= denominator
    return numerator


def _horner(coefficients, t):
    first, *rest, last = coefficients
    y = t * first
    for c in rest:
        y += c
        y *= t
    y += last
    return y


def _exp_minus_square(z):
    """exp(-z^2); z is cut at a sixteenth so that the large part squares without rounding."""
    cut = np.floor(16 * z) / 16
    return np.exp(-cut * cut) * np.exp((cut - z) * (cut + z))


NEAR = (  # erf(z) / z in z^2, for z up to 0.46875
    (1.85777706184603153e-1, 3.16112374387056560e0, 1.13864154151050156e2, 3.77485237685302021e2,
     3.20937758913846947e3),
    (1.0, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3),
)
MIDDLE = (  # exp(z^2) erfc(z) in z, for z up to 4
    (2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594e0, 6.61191906371416295e1,
     2.98635138197400131e2, 8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3,
     1.23033935479799725e3),
    (1.0, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
     3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3),
)
FAR = (  # z^2 (1/sqrt(pi) - z exp(z^2) erfc(z)) in 1/z^2, for z beyond 4
    (1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1,
     1.60837851487422766e-2, 6.58749161529837803e-4),
    (1.0, 2.56852019228982242e0, 1.87295284992346725e0, 5.27905102951428412e-1, 6.05183413124413191e-2,
     2.33520497626869185e-3),
)

GATE = (  # -log(Phi(x) / (1 - Phi(x))) / x in x^2, for |x| up to 5.5: x Phi(x) to 5e-9; our own minimax fit
    (-3.75994173e-4, -1.49225539e-2, -1.97623948e-1, -1.59576924e0),
    (3.92759443e-5, 5.83129526e-3, 7.83028948e-2, 1.0),
)

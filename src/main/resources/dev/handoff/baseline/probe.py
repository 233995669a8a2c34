"""Says as JSON what this Python is. Runs in any Python 3, so that one that is too old can be told by its number."""

import json
import platform

found = {"python": platform.python_version(), "numpy": None}
try:
    import numpy
    found["numpy"] = numpy.__version__
    found["numpy openblas"] = numpy.show_config(mode="dicts")["Build Dependencies"]["blas"]["version"]
except (ImportError, TypeError, KeyError):  # no NumPy, or one that cannot say what it was built with
    pass
print(json.dumps(found))

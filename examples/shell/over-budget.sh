#!/bin/sh
# Stops with exit status 3 when the plan costs more than the credits in the first argument.
set -eu

acorns estimate t2v --model kling-2.1-standard --minutes 4 --rerender 25% --max "${1:-2000}" --quiet

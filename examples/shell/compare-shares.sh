#!/bin/sh
# What a four-minute video costs at different shares of re-rendering.
set -eu

for share in 0% 10% 25% 50%; do
    total=$(acorns estimate t2v --model kling-2.1-standard --minutes 4 --rerender "$share" --quiet)
    printf '%4s  %s credits\n' "$share" "$total"
done

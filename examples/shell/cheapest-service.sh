#!/bin/sh
# What a video costs at several services, the cheapest first: service, model, whether the price is
# complete, and money. The services are named with their editions, so that the answer stays the same.
set -eu

acorns compare --length "${1:-4:00}" \
    --prices kling/2026-10-01 --prices luma/2025-09-18 --prices runway/2026-10-01 \
    --prices "$(dirname "$0")/../prices-paper-moon.yaml" \
    --format csv | cut -d , -f 1,4,8-10

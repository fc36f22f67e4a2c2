#!/usr/bin/env bash
# Audits JSON against a database for a build server. Exit 0 within the thresholds, 2 beyond them,
# 3 when no report could be made. Every option of `rmos store audit` goes; these come from the
# environment where they are not given:
#   RMOS_FROM_DIR, RMOS_PATTERNS_JSON, RMOS_JOBLOG_JSON, RMOS_STRIPFAM_JSON, RMOS_AUDIT_DB,
#   RMOS_REPORT_BASE, RMOS_MAX_ONLY_IN_JSON, RMOS_MAX_ONLY_IN_SQLITE, RMOS_MAX_MISSING_IDS,
#   RMOS_MAX_DUPLICATE_IDS
set -uo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
words=()
add() { if [ -n "$2" ]; then words+=("$1" "$2"); fi; }
add --from-dir "${RMOS_FROM_DIR:-}"
add --patterns-json "${RMOS_PATTERNS_JSON:-}"
add --joblog-json "${RMOS_JOBLOG_JSON:-}"
add --stripfam-json "${RMOS_STRIPFAM_JSON:-}"
add --db "${RMOS_AUDIT_DB:-}"
add --out "${RMOS_REPORT_BASE:-rmos_migration_report}"
add --max-only-in-json "${RMOS_MAX_ONLY_IN_JSON:-0}"
add --max-only-in-sqlite "${RMOS_MAX_ONLY_IN_SQLITE:-0}"
add --max-missing-ids "${RMOS_MAX_MISSING_IDS:-0}"
add --max-duplicate-ids "${RMOS_MAX_DUPLICATE_IDS:-0}"

node "$root/scripts/rmos.mjs" store audit "${words[@]}" "$@"
code=$?
case $code in
  0) ;;
  2) echo "rmos migration audit: FAIL, JSON and database have drifted apart" >&2 ;;
  3) echo "rmos migration audit: no report could be made" >&2 ;;
  *) echo "rmos migration audit: ended with exit code $code" >&2 ;;
esac
exit $code

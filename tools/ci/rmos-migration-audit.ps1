<#
.SYNOPSIS
Audits JSON against a database for a build server. Exit 0 within the thresholds, 2 beyond them, 3
when no report could be made.
.EXAMPLE
tools/ci/rmos-migration-audit.ps1 -FromDir data/rmos -Db rmos.db -MaxOnlyInSqlite 10
#>
param(
  [string]$FromDir = $env:RMOS_FROM_DIR,
  [string]$PatternsJson = $env:RMOS_PATTERNS_JSON,
  [string]$JoblogJson = $env:RMOS_JOBLOG_JSON,
  [string]$StripfamJson = $env:RMOS_STRIPFAM_JSON,
  [string]$Db = $env:RMOS_AUDIT_DB,
  [string]$Out = $(if ($env:RMOS_REPORT_BASE) { $env:RMOS_REPORT_BASE } else { 'rmos_migration_report' }),
  [long]$MaxOnlyInJson = $env:RMOS_MAX_ONLY_IN_JSON,
  [long]$MaxOnlyInSqlite = $env:RMOS_MAX_ONLY_IN_SQLITE,
  [long]$MaxMissingIds = $env:RMOS_MAX_MISSING_IDS,
  [long]$MaxDuplicateIds = $env:RMOS_MAX_DUPLICATE_IDS,
  [switch]$Open
)
$root = Resolve-Path (Join-Path $PSScriptRoot '../..')
$words = @('store', 'audit', '--out', $Out)
if ($FromDir) { $words += '--from-dir', $FromDir }
if ($PatternsJson) { $words += '--patterns-json', $PatternsJson }
if ($JoblogJson) { $words += '--joblog-json', $JoblogJson }
if ($StripfamJson) { $words += '--stripfam-json', $StripfamJson }
if ($Db) { $words += '--db', $Db }
$words += '--max-only-in-json', $MaxOnlyInJson, '--max-only-in-sqlite', $MaxOnlyInSqlite
$words += '--max-missing-ids', $MaxMissingIds, '--max-duplicate-ids', $MaxDuplicateIds
if ($Open) { $words += '--open' }

& node (Join-Path $root 'scripts/rmos.mjs') @words
$code = $LASTEXITCODE
switch ($code) {
  0 { }
  2 { [Console]::Error.WriteLine('rmos migration audit: FAIL, JSON and database have drifted apart') }
  3 { [Console]::Error.WriteLine('rmos migration audit: no report could be made') }
  default { [Console]::Error.WriteLine("rmos migration audit: ended with exit code $code") }
}
exit $code

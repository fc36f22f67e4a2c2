/**
 * One field of a table by RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe
 * before it; numbers are ours and stay.
 */
export function csvField(value: string | number | null | undefined): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'number') return String(Number(value.toFixed(4)))
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

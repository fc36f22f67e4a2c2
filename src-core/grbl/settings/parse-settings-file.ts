import { failure, success, type Result } from '../../outcome/result.ts'
import type { SettingValue } from './settings-backup.ts'

/** Lines longer than this are no settings. */
const MOST_LINES = 2000

/**
 * Reads settings from a text: lines as GRBL prints them (`$110=5000.000`, with or without a
 * comment in brackets), other lines passed over when they are empty, comments or answers. The
 * failure is one sentence that names file, line and what stands there.
 */
export function parseSettingsFile(
  name: string,
  text: string,
): Result<readonly SettingValue[], string> {
  const lines = text.split(/\r\n|\r|\n/)
  if (lines.length > MOST_LINES) {
    return failure(`${name}: ${String(lines.length)} lines are no settings file.`)
  }
  const values = new Map<number, string>()
  for (const [index, line] of lines.entries()) {
    const trimmed = line.trim()
    if (trimmed === '' || /^([;#(]|ok$|\[|<|Grbl )/i.test(trimmed)) continue
    const parts = /^\$(\d{1,3})\s*=\s*(-?\d+(?:\.\d+)?)\s*(?:[(;].*)?$/.exec(trimmed)
    if (parts === null) {
      return failure(
        `${name}: line ${String(index + 1)} is "${trimmed.slice(0, 40)}", not a setting such as $110=5000.000.`,
      )
    }
    values.set(Number(parts[1]), parts[2] ?? '')
  }
  if (values.size === 0) return failure(`${name}: there is no setting in it.`)
  return success([...values].map(([settingNumber, value]) => ({ settingNumber, value })))
}

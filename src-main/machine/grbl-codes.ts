import type { AlarmEntry, CodeEntry, GrblCodeTables, SettingEntry } from '#core/grbl/code-tables.ts'
import alarms from '../../data/grbl/alarms.json' with { type: 'json' }
import errors from '../../data/grbl/errors.json' with { type: 'json' }
import settings from '../../data/grbl/settings.json' with { type: 'json' }

const SETTING_GROUPS = [
  'motors',
  'switches',
  'reports',
  'motion',
  'homing',
  'spindle',
  'axes',
] as const
const VALUE_KINDS = ['boolean', 'integer', 'number', 'axisMask', 'flags'] as const

/** The shipped code tables of `data/grbl`. */
export const GRBL_CODES: GrblCodeTables = {
  errors: errors satisfies readonly CodeEntry[],
  alarms: alarms.map((entry): AlarmEntry => ({
    ...entry,
    position: positionWord(entry.code, entry.position),
  })),
  settings: settings.map((entry): SettingEntry => ({
    ...entry,
    group: oneOf(SETTING_GROUPS, entry.group, `setting ${String(entry.settingNumber)}`),
    valueKind: oneOf(VALUE_KINDS, entry.valueKind, `setting ${String(entry.settingNumber)}`),
  })),
}

function oneOf<T extends string>(words: readonly T[], found: string, place: string): T {
  const word = words.find((one) => one === found)
  if (word === undefined) throw new Error(`data/grbl: ${place} says "${found}"`)
  return word
}

function positionWord(code: number, word: string): AlarmEntry['position'] {
  if (word === 'kept' || word === 'suspect' || word === 'lost' || word === 'unknown') return word
  throw new Error(`data/grbl/alarms.json: alarm ${String(code)} says position "${word}"`)
}

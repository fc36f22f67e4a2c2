import type { AlarmEntry, CodeEntry, GrblCodeTables, SettingEntry } from '#core/grbl/code-tables.ts'
import alarms from '../../data/grbl/alarms.json' with { type: 'json' }
import errors from '../../data/grbl/errors.json' with { type: 'json' }
import settings from '../../data/grbl/settings.json' with { type: 'json' }

/** The shipped code tables of `data/grbl`. */
export const GRBL_CODES: GrblCodeTables = {
  errors: errors satisfies readonly CodeEntry[],
  alarms: alarms.map((entry): AlarmEntry => ({
    ...entry,
    position: positionWord(entry.code, entry.position),
  })),
  settings: settings satisfies readonly SettingEntry[],
}

function positionWord(code: number, word: string): AlarmEntry['position'] {
  if (word === 'kept' || word === 'suspect' || word === 'lost' || word === 'unknown') return word
  throw new Error(`data/grbl/alarms.json: alarm ${String(code)} says position "${word}"`)
}

import type { SettingChange } from '../manual/manual-request.ts'
import { fail, sendLine, writeMemory } from '../procedure/parts.ts'
import type { ProcedureEnd, ProcedureOrder, ProcedurePart } from '../procedure/procedure.ts'
import { sameValue } from './same-value.ts'

function* readSetting(settingNumber: number): ProcedurePart<string | null> {
  const { heard } = yield* sendLine('$$', 'Reading the settings back')
  const told = heard.findLast(
    (response) => response.kind === 'setting' && response.settingNumber === settingNumber,
  )
  return told?.kind === 'setting' ? told.value : null
}

/**
 * Writes settings one at a time: each alone, with the pause behind it, and read back before the next.
 * The first that does not read back as written ends it; what was written until then is told.
 */
export function writeSettingsOrder(changes: readonly SettingChange[]): ProcedureOrder {
  const program = function* (): ProcedurePart<ProcedureEnd> {
    for (const { settingNumber, value } of changes) {
      const name = `$${String(settingNumber)}`
      yield* writeMemory(`${name}=${value}`, `Writing ${name}`)
      const kept = yield* readSetting(settingNumber)
      if (kept === null || !sameValue(kept, value)) {
        yield* fail(
          `${name} was written as ${value} but reads back ${kept ?? 'nothing'}.`,
          'Write it again; if it stays, check the cable.',
        )
      }
      yield { kind: 'written', settingNumber, value }
    }
    const count =
      changes.length === 1 ? 'The setting was' : `${String(changes.length)} settings were`
    return { sentence: `${count} written and read back.`, finding: null }
  }
  return {
    kind: 'settings',
    title: changes.length === 1 ? 'Writing a setting' : 'Writing the settings',
    stepCount: changes.length * 2,
    background: false,
    program,
    keeps: '',
  }
}

import { sendLine, writeMemory } from '../procedure/parts.ts'
import type { ProcedureEnd, ProcedureOrder, ProcedurePart } from '../procedure/procedure.ts'

/** Sends one line a person typed, and waits for its answer. */
export function sendLineOrder(text: string, writesMemory: boolean): ProcedureOrder {
  const program = function* (): ProcedurePart<ProcedureEnd> {
    yield* writesMemory
      ? writeMemory(text, 'Waiting for the answer')
      : sendLine(text, 'Waiting for the answer')
    return { sentence: `${text} was taken.`, finding: null }
  }
  return { kind: 'line', title: text, stepCount: 1, background: false, program, keeps: '' }
}

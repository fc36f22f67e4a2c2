import { classifyLine } from '../console/classify-line.ts'
import { LINE_CLASS } from '../line-class.ts'
import { restoringLine } from '../manual/modal-words.ts'
import { readModal, sendLine, writeMemory } from '../procedure/parts.ts'
import type { ProcedureEnd, ProcedureOrder, ProcedurePart } from '../procedure/procedure.ts'

/** GRBL's documentation asks for P greater than 0; answered when everything before it has been done. */
const SYNC_LINE = 'G4P0.01'

/**
 * Runs a macro line by line, each waiting for the one before, memory writers with their pause; the
 * modes are read before and brought back after, so that a macro leaves nothing behind but what it did.
 */
export function macroOrder(name: string, lines: readonly string[]): ProcedureOrder {
  const program = function* (): ProcedurePart<ProcedureEnd> {
    const modal = yield* readModal('Reading the modes')
    for (const [index, line] of lines.entries()) {
      const stage = `Line ${String(index + 1)} of ${String(lines.length)}: ${line}`
      const alone = (classifyLine(line).bits & LINE_CLASS.alone) !== 0
      yield* alone && !line.startsWith('$') ? writeMemory(line, stage) : sendLine(line, stage)
    }
    yield* sendLine(SYNC_LINE, 'Waiting for the last motion')
    yield* sendLine(restoringLine(modal), 'Bringing the modes back')
    return { sentence: `${name} ran to its end.`, finding: null }
  }
  return {
    kind: 'macro',
    title: name,
    stepCount: lines.length + 3,
    background: false,
    program,
    keeps: 'The lines before it were done.',
  }
}

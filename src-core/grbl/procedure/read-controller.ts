import { readModal, readOffsets, sendLine } from './parts.ts'
import { restoringLine } from '../manual/modal-words.ts'
import type { ModalWords } from '../manual/manual-snapshot.ts'
import type { ProcedureEnd, ProcedureOrder, ProcedurePart } from './procedure.ts'

function* readQuietly(): ProcedurePart<ProcedureEnd> {
  yield* readModal('Reading the modes')
  yield* readOffsets('Reading the offsets')
  return { sentence: '', finding: null }
}

function* readAll(): ProcedurePart<ProcedureEnd> {
  yield* readQuietly()
  yield* sendLine('$$', 'Reading the settings')
  return { sentence: 'Modes, offsets and settings were read.', finding: null }
}

/** Modes and offsets, by RMOS itself. */
export const READ_CONTROLLER_QUIETLY: ProcedureOrder = {
  kind: 'read',
  title: 'Reading modes and offsets',
  stepCount: 2,
  background: true,
  program: readQuietly,
  keeps: '',
}

/** Brings modes back that a reset or a broken-off procedure has changed, then reads what is. */
export function restoreQuietly(modal: ModalWords): ProcedureOrder {
  return {
    ...READ_CONTROLLER_QUIETLY,
    title: 'Bringing the modes back',
    stepCount: 3,
    restores: modal,
    program: function* () {
      yield* sendLine(restoringLine(modal), 'Bringing the modes back')
      return yield* readQuietly()
    },
  }
}

/** Modes, offsets and settings, because a person asked. */
export const READ_CONTROLLER: ProcedureOrder = {
  kind: 'read',
  title: 'Reading the controller',
  stepCount: 3,
  background: false,
  program: readAll,
  keeps: '',
}

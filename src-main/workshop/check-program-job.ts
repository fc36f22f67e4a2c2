import type { Problem } from '#core/contract/problem.ts'
import { checkProgram, GRBL_1_1, type GcodeReport } from '#core/gcode/check-program.ts'
import { type Result, success } from '#core/outcome/result.ts'
import type { CamWatch } from '../cam/cam-job.ts'
import { withoutTapeMarks } from './tape-marks.ts'

/** What the check is told. */
export interface CheckProgramOrder {
  readonly text: string
}

/** Reads an outside program through as the controller would, in a process of its own: two million lines take a while. */
export function checkProgramJob(
  { text }: CheckProgramOrder,
  { tell }: CamWatch,
): Result<GcodeReport, Problem> {
  return success(
    checkProgram(withoutTapeMarks(text), {
      profile: GRBL_1_1,
      tell: (share) => {
        tell({ phase: 'checking', fraction: share })
      },
    }),
  )
}

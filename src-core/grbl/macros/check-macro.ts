import type { ProgramBounds } from '../../gcode/bounds.ts'
import { checkProgram } from '../../gcode/check-program.ts'
import { GRBL_1_1, type GcodeReport } from '../../gcode/program-check.ts'
import { AXES } from '../../gcode/modal-state.ts'
import type { Point3 } from '../../geometry/point.ts'
import { checkLine, stateOf, stripLine, type LineContext } from '../console/check-line.ts'

/** What is wrong with a line of a macro; the line counts from 1. */
export interface MacroProblem {
  readonly line: number
  readonly sentence: string
}

/** A macro read as the controller would read it. */
export interface MacroCheck {
  /** Of the text, so that what is run is what was previewed. */
  readonly sha256: string
  /** The lines that would be sent, stripped. */
  readonly lines: readonly string[]
  /** Any of these refuses the macro. */
  readonly problems: readonly MacroProblem[]
  /**
   * The room of its moves from where it starts: in work coordinates for moves that say where, and
   * as farthest travel from the start for relative ones. Null when it moves nothing.
   */
  readonly bounds: { readonly min: Point3; readonly max: Point3 } | null
  /** Axes whose absolute place in the macro depends on where it is started. */
  readonly dependsOnStart: boolean
  readonly turnsSpindle: boolean
  readonly writesMemory: boolean
}

/** Longer programs are jobs. */
export const MOST_MACRO_LINES = 500

/**
 * Reads a macro as the controller would, from the modes it has now: every line must be one that may
 * be typed at the console. Reading lines (`$G`) are allowed, anything that acts at once is not.
 */
export function checkMacro(text: string, context: LineContext): Omit<MacroCheck, 'sha256'> {
  const source = text.split(/\r\n|\r|\n/)
  const lines: string[] = []
  const problems: MacroProblem[] = []
  for (const [index, line] of source.entries()) {
    if (stripLine(line) === '') continue
    const verdict = lineVerdict(line, context)
    if (verdict.kind === 'refused') problems.push({ line: index + 1, sentence: verdict.sentence })
    else lines.push(verdict.text)
  }
  if (lines.length > MOST_MACRO_LINES) {
    const sentence = `${String(lines.length)} lines are more than a macro's ${String(MOST_MACRO_LINES)}; make it a program.`
    problems.push({ line: MOST_MACRO_LINES + 1, sentence })
  }
  const report = checkProgram(withoutSystemLines(source).join('\n'), {
    profile: GRBL_1_1,
    start: stateOf(context.modal),
  })
  return {
    lines,
    problems: [...problems, ...refusalsOf(report, problems, context)],
    ...factsOf(report, lines),
  }
}

/** Judged without the modes: an earlier line of the macro may have set them. */
function lineVerdict(line: string, context: LineContext) {
  const verdict = checkLine(line, { ...context, facts: null, modal: null })
  const text = stripLine(line)
  // a refusal for missing modes is judged again by the whole, in order
  const byModes = verdict.kind === 'refused' && verdict.sentence.startsWith('The controller would')
  return byModes && !text.startsWith('$')
    ? ({ kind: 'send', text, startsMotion: true, writesMemory: false } as const)
    : verdict
}

function withoutSystemLines(source: readonly string[]): readonly string[] {
  return source.map((line) => (stripLine(line).startsWith('$') ? '' : line))
}

function refusalsOf(
  report: GcodeReport,
  known: readonly MacroProblem[],
  { facts }: LineContext,
): readonly MacroProblem[] {
  if (facts !== null && facts.kind !== 'grbl') return []
  return report.findings
    .filter(
      ({ severity, line }) => severity === 'refused' && !known.some((one) => one.line === line),
    )
    .map(({ line, grblErrorCode, sentence }) => ({
      line,
      sentence: `The controller would refuse it with error ${String(grblErrorCode ?? 0)}: ${sentence}.`,
    }))
}

function boxOf(bounds: ProgramBounds): MacroCheck['bounds'] {
  if (AXES.every((axis) => bounds[axis] === null)) return null
  const at = (axis: 'X' | 'Y' | 'Z', end: 'minMm' | 'maxMm') => bounds[axis]?.[end] ?? 0
  return {
    min: { xMm: at('X', 'minMm'), yMm: at('Y', 'minMm'), zMm: at('Z', 'minMm') },
    max: { xMm: at('X', 'maxMm'), yMm: at('Y', 'maxMm'), zMm: at('Z', 'maxMm') },
  }
}

function factsOf(
  report: GcodeReport,
  lines: readonly string[],
): Pick<MacroCheck, 'bounds' | 'dependsOnStart' | 'turnsSpindle' | 'writesMemory'> {
  const { measure } = report
  return {
    bounds: boxOf(measure.bounds),
    dependsOnStart: measure.unmeasured > 0 || measure.modes.distance.includes('incremental'),
    turnsSpindle: measure.modes.speedRpm !== null,
    writesMemory: lines.some((line) => /G10|G28\.1|G30\.1/.test(line)),
  }
}

/**
 * The lines of a program one of which the machine was cutting at the last report. Lines are indices
 * into the prepared program (0-based); source lines are 1-based lines of the file as the person sees it.
 */
export interface ExecutedRange {
  readonly firstLine: number
  readonly lastLine: number
  readonly firstSourceLine: number
  readonly lastSourceLine: number
  /** `lineNumber`: the controller named it. `position`: the tool's place fits these lines only. `count`: by answers and free planner blocks. */
  readonly by: 'lineNumber' | 'position' | 'count'
}

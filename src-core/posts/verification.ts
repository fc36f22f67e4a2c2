/** One way in which a posted program is not what was planned or not safe. */
export interface VerificationFailure {
  /** Line of the text, from 1; 0 is the whole. */
  readonly line: number
  /** What was held against what, with its numbers. */
  readonly sentence: string
}

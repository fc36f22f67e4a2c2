import { LINE_CLASS, LineClassifier } from '../line-class.ts'

/** Class of one line outside of a program. */
export interface LineClass {
  readonly bits: number
  /** Without place and final full stop; null when the line may be sent. */
  readonly problem: string | null
}

/** Classifies one line that has no spaces and comments, in capitals; a tool change is no single line. */
export function classifyLine(line: string): LineClass {
  const classifier = new LineClassifier()
  const bytes = Uint8Array.from(line, (character) => character.charCodeAt(0))
  classifier.read(bytes, 0, bytes.length)
  const { bits, problem } = classifier
  if (problem !== null || (bits & LINE_CLASS.toolChange) === 0) return { bits, problem }
  return { bits, problem: 'asks for a tool change (M6), which GRBL does not know' }
}

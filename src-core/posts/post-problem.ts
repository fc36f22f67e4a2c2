/** Why a program was not printed. `moveIndex` counts the program's moves from 0; -1 is the whole. */
export type PostProblem =
  | {
      readonly kind: 'no-number'
      readonly moveIndex: number
      readonly what: string
      readonly value: number
    }
  | { readonly kind: 'place-unknown'; readonly moveIndex: number }
  | {
      readonly kind: 'arc-radii'
      readonly moveIndex: number
      readonly startRadiusMm: number
      readonly endRadiusMm: number
    }
  /** The post's controller cannot do it. */
  | { readonly kind: 'unsupported'; readonly moveIndex: number; readonly what: string }
  | { readonly kind: 'line-too-long'; readonly line: string; readonly limitChars: number }
  /** A rule of safe order is broken. */
  | { readonly kind: 'unsafe'; readonly moveIndex: number; readonly rule: string }

function place(moveIndex: number): string {
  return moveIndex < 0 ? 'the program' : `move ${String(moveIndex)}`
}

/** The sentence for a program that was not printed. */
export function postProblemSentence(problem: PostProblem): string {
  switch (problem.kind) {
    case 'no-number':
      return `${place(problem.moveIndex)}: ${problem.what} ${String(problem.value)} cannot be written`
    case 'place-unknown':
      return `${place(problem.moveIndex)}: starts before X, Y and Z have all been stated`
    case 'arc-radii':
      return `${place(problem.moveIndex)}: the arc's radius is ${problem.startRadiusMm.toFixed(4)} mm at its start and ${problem.endRadiusMm.toFixed(4)} mm at its end`
    case 'unsupported':
      return `${place(problem.moveIndex)}: ${problem.what}`
    case 'line-too-long':
      return `line "${problem.line}" has ${String(problem.line.length)} characters, the limit is ${String(problem.limitChars)}`
    case 'unsafe':
      return `${place(problem.moveIndex)}: ${problem.rule}`
  }
}

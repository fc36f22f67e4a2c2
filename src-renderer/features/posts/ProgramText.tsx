import type { VerificationFailure } from '#core/posts/verification.ts'
import { classNames } from '../../ui/class-names.ts'
import { postsStrings } from './posts.strings.ts'

const words = postsStrings
/** More lines than this are not laid out at once; nobody reads them here. */
const SHOWN_LINES = 2000

/** What a `ProgramText` takes. */
export interface ProgramTextProps {
  readonly label: string
  readonly lines: readonly string[]
  readonly failures: readonly VerificationFailure[]
  /** For every line whether it stands in the other program too; null when nothing is compared. */
  readonly shared: readonly boolean[] | null
}

/** A program line by line, numbered, with what is wrong in it marked where it stands. */
export function ProgramText({ label, lines, failures, shared }: ProgramTextProps) {
  const wrong = new Map(failures.map(({ line, sentence }) => [line, sentence]))
  return (
    <div className="program-text" role="region" aria-label={label} tabIndex={0}>
      <ol>
        {lines.slice(0, SHOWN_LINES).map((line, index) => (
          <li
            key={index}
            className={classNames(
              wrong.has(index + 1) && 'program-wrong',
              shared?.[index] === false && 'program-own',
              /^\(|^;/.test(line) && 'program-comment',
            )}
            title={wrong.get(index + 1)}
          >
            <code>{line}</code>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** What the proof of a program says, one sentence for each place. */
export function ProofSentences({ failures }: { failures: readonly VerificationFailure[] }) {
  if (failures.length === 0) {
    return (
      <p className="post-sound" role="status">
        {words.proved}
      </p>
    )
  }
  return (
    <ul className="post-faults" role="alert">
      {failures.slice(0, 6).map(({ line, sentence }, index) => (
        <li key={index}>{line === 0 ? words.whole(sentence) : words.atLine(line, sentence)}</li>
      ))}
    </ul>
  )
}

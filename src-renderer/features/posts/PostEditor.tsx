import { useRef } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { postsStrings } from './posts.strings.ts'

const words = postsStrings

/** What a `PostEditor` takes. */
export interface PostEditorProps {
  readonly text: string
  /** Line and sentence of what is wrong; null when nothing is. */
  readonly problem: { readonly line: number; readonly sentence: string } | null
  readonly onChange: (text: string) => void
}

/** A post as text, with line numbers and what is wrong at its line. */
export function PostEditor({ text, problem, onChange }: PostEditorProps) {
  const gutter = useRef<HTMLOListElement>(null)
  const count = text.split('\n').length
  return (
    <div className="post-editor">
      <ol ref={gutter} className="post-gutter" aria-hidden="true">
        {Array.from({ length: count }, (_, index) => (
          <li key={index} className={classNames(problem?.line === index + 1 && 'program-wrong')}>
            {index + 1}
          </li>
        ))}
      </ol>
      <textarea
        aria-label={words.editor}
        aria-invalid={problem !== null}
        spellCheck={false}
        wrap="off"
        value={text}
        onChange={(event) => {
          onChange(event.target.value)
        }}
        onScroll={(event) => {
          gutter.current?.scrollTo({ top: event.currentTarget.scrollTop })
        }}
      />
    </div>
  )
}

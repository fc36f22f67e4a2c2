import { Redo2, Undo2 } from 'lucide-react'
import { IconButton } from '../ui/Button.tsx'
import type { History } from './history.ts'
import { sessionStrings } from './session.strings.ts'

/** What `UndoButtons` take. */
export interface UndoButtonsProps<T> {
  readonly history: History<T> | null
  readonly undo: () => void
  readonly redo: () => void
}

/** One step back, one step forth. */
export function UndoButtons<T>({ history, undo, redo }: UndoButtonsProps<T>) {
  return (
    <>
      <IconButton
        label={`${sessionStrings.undo} (Ctrl Z)`}
        disabled={history?.past.length === 0}
        onClick={undo}
      >
        <Undo2 size={18} aria-hidden="true" />
      </IconButton>
      <IconButton
        label={`${sessionStrings.redo} (Ctrl Shift Z)`}
        disabled={history?.future.length === 0}
        onClick={redo}
      >
        <Redo2 size={18} aria-hidden="true" />
      </IconButton>
    </>
  )
}

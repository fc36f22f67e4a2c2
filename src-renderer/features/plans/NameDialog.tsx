import { useState } from 'react'
import { TextField } from '../../ui/Choice.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { plansStrings } from './plans.strings.ts'

/** What a `NameDialog` takes. */
export interface NameDialogProps {
  readonly title: string
  readonly confirmLabel: string
  readonly startName: string
  readonly onName: (name: string) => void
  readonly onCancel: () => void
}

/** Asks for the name of a plan. */
export function NameDialog({ title, confirmLabel, startName, onName, onCancel }: NameDialogProps) {
  const [name, setName] = useState(startName)
  return (
    <Dialog
      title={title}
      confirmLabel={confirmLabel}
      cancelLabel={plansStrings.cancel}
      confirmDisabled={name.trim() === ''}
      onConfirm={() => {
        onName(name.trim())
      }}
      onCancel={onCancel}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '') onName(name.trim())
        }}
      >
        <TextField label={plansStrings.name} value={name} maxLength={120} onChange={setName} />
      </form>
    </Dialog>
  )
}

import { useRef } from 'react'
import { Button, type ButtonProps } from './Button.tsx'

/** What a `FileButton` takes besides what a button takes. */
export interface FileButtonProps extends Omit<ButtonProps, 'onClick'> {
  /** What the file is for, said by a screen reader; also the words of the button. */
  readonly label: string
  /** File types the chooser offers, as the `accept` of an input: `.json,application/json`. */
  readonly accept: string
  readonly onFile: (file: File) => void
  /** Names the input for tests that bring a file. */
  readonly inputTestId?: string
}

/** A button that opens the system's file chooser. The same file may be chosen again after it was changed. */
export function FileButton({ label, accept, onFile, inputTestId, ...rest }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button {...rest} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        aria-label={label}
        hidden
        data-testid={inputTestId}
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file !== undefined) onFile(file)
        }}
      />
    </>
  )
}

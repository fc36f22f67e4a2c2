import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** Weight of a button: one primary action a view; danger only for what cannot be undone. */
export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger'

/** What a `Button` takes besides the attributes of a button. */
export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: ButtonLook
  /** `cut` is the size for the page beside the machine. */
  readonly size?: 'small' | 'normal' | 'cut'
  readonly icon?: ReactNode
  /** Shown at the button's end, e.g. `Ctrl Z`. */
  readonly keys?: string
}

/** A button with words; an icon alone is an `IconButton`. */
export function Button(props: ButtonProps) {
  const { look = 'plain', size = 'normal', icon, keys, className, children, ...rest } = props
  return (
    <button
      type="button"
      {...rest}
      className={classNames('button', `button-${look}`, `button-${size}`, className)}
    >
      {icon !== undefined && (
        <span className="button-icon" aria-hidden="true">
          {icon}
        </span>
      )}
      <span className="button-words">{children}</span>
      {keys !== undefined && <kbd aria-hidden="true">{keys}</kbd>}
    </button>
  )
}

/** What an `IconButton` takes. */
export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** Said by a screen reader and shown on hover. */
  readonly label: string
  readonly children: ReactNode
}

/** A square button that shows only an icon. */
export function IconButton({ label, children, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={classNames('icon-button', className)}
    >
      {children}
    </button>
  )
}

import { useId, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** One way to choose. */
export interface ChoiceOption<T extends string> {
  readonly value: T
  readonly label: string
  readonly icon?: ReactNode
}

/** What a `Segmented` takes. */
export interface SegmentedProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly ChoiceOption<T>[]
  readonly onChange: (value: T) => void
  /** Shows only the icons; the labels are said and shown on hover. */
  readonly iconsOnly?: boolean
}

/** A few choices side by side, one of them taken. */
export function Segmented<T extends string>(props: SegmentedProps<T>) {
  const { label, value, options, onChange, iconsOnly = false } = props
  return (
    <div className="segmented" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          aria-label={option.label}
          title={iconsOnly ? option.label : undefined}
          className={classNames(option.value === value && 'segmented-on')}
          onClick={() => {
            onChange(option.value)
          }}
        >
          {option.icon}
          {!iconsOnly && option.label}
        </button>
      ))}
    </div>
  )
}

/** What a `SelectField` takes. */
export interface SelectFieldProps {
  readonly label: string
  readonly value: string
  readonly options: readonly ChoiceOption<string>[]
  readonly onChange: (value: string) => void
  readonly hint?: string
  readonly help?: ReactNode
}

/** A choice from a list, laid out like a `UnitField`. */
export function SelectField({ label, value, options, onChange, hint, help }: SelectFieldProps) {
  const id = useId()
  return (
    <div className="field field-wide">
      <div className="field-label">
        <label htmlFor={id}>{label}</label>
        {help}
      </div>
      <div className="field-box">
        <select
          id={id}
          value={value}
          onChange={(event) => {
            onChange(event.target.value)
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      </div>
      {hint !== undefined && <p className="field-hint">{hint}</p>}
    </div>
  )
}

/** What a `TextField` takes. */
export interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly maxLength: number
  /** Shows several lines. */
  readonly lines?: number
  readonly placeholder?: string
  readonly hint?: string
}

/** A line or a few lines of plain text. */
export function TextField(props: TextFieldProps) {
  const { label, value, onChange, maxLength, lines = 1, placeholder, hint } = props
  const id = useId()
  const shared = { id, value, maxLength, placeholder }
  return (
    <div className="field field-stacked">
      <div className="field-label">
        <label htmlFor={id}>{label}</label>
      </div>
      <div className="field-box">
        {lines > 1 ? (
          <textarea
            {...shared}
            rows={lines}
            onChange={(event) => {
              onChange(event.target.value)
            }}
          />
        ) : (
          <input
            {...shared}
            type="text"
            onChange={(event) => {
              onChange(event.target.value)
            }}
          />
        )}
      </div>
      {hint !== undefined && <p className="field-hint">{hint}</p>}
    </div>
  )
}

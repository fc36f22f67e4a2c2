import {
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react'
import { classNames } from './class-names.ts'
import { nudge, stepFactor, type FieldRange, type Quantity } from './quantity.ts'

/** Words of a field, from the feature's catalogue. */
export interface UnitFieldLabels {
  /** Placeholder for a value that nobody has measured. */
  readonly notMeasured: string
  readonly below: (value: string, limit: string) => string
  readonly above: (value: string, limit: string) => string
  readonly range: (min: string, max: string) => string
}

/** What a `UnitField` takes. */
export interface UnitFieldProps {
  readonly label: string
  /** Null is "not measured". */
  readonly value: number | null
  readonly quantity: Quantity
  readonly range: FieldRange
  readonly step: number
  readonly labels: UnitFieldLabels
  /** `whileDragging` lets a drag become one step of undo. */
  readonly onCommit: (value: number, whileDragging: boolean) => void
  /** Given where a value may be taken back to "not measured". */
  readonly onClear?: () => void
  /** Usual value and why, shown while the field has focus. */
  readonly note?: string
  readonly help?: ReactNode
}

const PX_PER_STEP = 6

function judge(text: string, props: UnitFieldProps): number | string {
  const { quantity, range, labels } = props
  const read = quantity.read(text)
  if (!read.ok) return read.sentence
  const show = (value: number) => `${quantity.show(value)} ${quantity.suffix}`.trim()
  if (read.value < range.min) return labels.below(show(read.value), show(range.min))
  if (read.value > range.max) return labels.above(show(read.value), show(range.max))
  return read.value
}

/** The hook behind a `UnitField`: what is typed, what is wrong with it, and the ways to change the value. */
function useUnitField(props: UnitFieldProps) {
  const { value, quantity, range, step, onCommit, onClear } = props
  const [typed, setTyped] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const shown = value === null ? '' : quantity.show(value)
  const settle = () => {
    if (typed === null || typed === shown) {
      setTyped(null)
      setProblem(null)
      return
    }
    if (typed.trim() === '' && onClear !== undefined) {
      onClear()
    } else {
      const judged = judge(typed, props)
      if (typeof judged === 'string') {
        setProblem(judged)
        return
      }
      onCommit(judged, false)
    }
    setTyped(null)
    setProblem(null)
  }
  const move = (steps: number, whileDragging: boolean) => {
    const judged = typed === null ? value : judge(typed, props)
    if (typeof judged !== 'number') return
    onCommit(nudge(judged, steps * quantity.stepFor(step), range), whileDragging)
    setTyped(null)
    setProblem(null)
  }
  const type = (text: string) => {
    setTyped(text)
    setProblem(null)
  }
  const revert = () => {
    setTyped(null)
    setProblem(null)
  }
  return { text: typed ?? shown, problem, settle, move, type, revert }
}

/** Turns a drag on the label into steps. */
function useLabelDrag(move: (steps: number, whileDragging: boolean) => void) {
  const last = useRef<number | null>(null)
  return {
    onPointerDown: (event: PointerEvent<HTMLLabelElement>) => {
      last.current = event.clientX
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: PointerEvent<HTMLLabelElement>) => {
      if (last.current === null) return
      const steps = Math.trunc((event.clientX - last.current) / PX_PER_STEP)
      if (steps === 0) return
      last.current += steps * PX_PER_STEP
      move(steps * stepFactor(event), true)
    },
    onPointerUp: () => {
      last.current = null
    },
    onPointerCancel: () => {
      last.current = null
    },
  }
}

/**
 * A number with its unit: accepts sums, fractions and names; arrow keys step it (Shift ×10, Alt ÷10);
 * the label can be dragged; a wrong value is explained and its text kept.
 */
export function UnitField(props: UnitFieldProps) {
  const { label, value, quantity, range, labels, note, help } = props
  const id = useId()
  const field = useUnitField(props)
  const drag = useLabelDrag(field.move)
  const [focused, setFocused] = useState(false)
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') field.settle()
    else if (event.key === 'Escape') field.revert()
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault()
      field.move((event.key === 'ArrowUp' ? 1 : -1) * stepFactor(event), false)
    }
  }
  const other = value === null ? null : quantity.other(value)
  const rangeText = labels.range(
    quantity.show(range.min),
    `${quantity.show(range.max)} ${quantity.suffix}`.trim(),
  )
  const hint = focused ? [rangeText, note].filter(Boolean).join(' · ') : (other ?? '')
  return (
    <div className={classNames('field', field.problem !== null && 'field-wrong')}>
      <div className="field-label">
        <label htmlFor={id} {...drag}>
          {label}
        </label>
        {help}
      </div>
      <div className="field-box">
        <input
          id={id}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          value={field.text}
          placeholder={labels.notMeasured}
          aria-invalid={field.problem !== null}
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            field.type(event.target.value)
          }}
          onFocus={(event) => {
            setFocused(true)
            event.target.select()
          }}
          onBlur={() => {
            setFocused(false)
            field.settle()
          }}
          onKeyDown={onKeyDown}
        />
        {quantity.suffix !== '' && <span className="field-unit">{quantity.suffix}</span>}
      </div>
      <p
        id={`${id}-hint`}
        className="field-hint"
        role={field.problem === null ? undefined : 'alert'}
      >
        {field.problem ?? hint}
      </p>
    </div>
  )
}

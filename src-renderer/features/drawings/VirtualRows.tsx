import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'

/** What `VirtualRows` takes. */
export interface VirtualRowsProps {
  readonly label: string
  readonly count: number
  readonly head: ReactNode
  readonly row: (index: number) => ReactNode
  /** Row that is chosen; scrolled to when it changes. */
  readonly chosen: number | null
  readonly onChoose: (index: number, withShift: boolean) => void
  readonly onHover?: (index: number | null) => void
  readonly classOf?: (index: number) => string
}

const ROW_PX = 30
/** Rows drawn beyond what is seen, so that scrolling shows no gap. */
const SPARE_ROWS = 6

/** A list of any length of which only the rows in sight are drawn; arrows move, Enter and click choose. */
export function VirtualRows(props: VirtualRowsProps) {
  const { label, count, head, row, chosen, onChoose, onHover, classOf } = props
  const box = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState({ top: 0, height: 400 })
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const measure = () => {
      setSeen({ top: element.scrollTop, height: element.clientHeight })
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', measure)
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [])
  useEffect(() => {
    const element = box.current
    if (element === null || chosen === null) return
    const top = chosen * ROW_PX
    const isSeen =
      top >= element.scrollTop && top + ROW_PX <= element.scrollTop + element.clientHeight
    if (!isSeen) element.scrollTop = top - element.clientHeight / 2
  }, [chosen])
  const first = Math.max(0, Math.floor(seen.top / ROW_PX) - SPARE_ROWS)
  const last = Math.min(count, Math.ceil((seen.top + seen.height) / ROW_PX) + SPARE_ROWS)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
    if (step === undefined || count === 0) return
    event.preventDefault()
    onChoose(Math.min(count - 1, Math.max(0, (chosen ?? -1) + step)), false)
  }
  return (
    <div className="rows">
      <div className="rows-head" aria-hidden="true">
        {head}
      </div>
      <div
        className="rows-box"
        ref={box}
        role="listbox"
        aria-label={label}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerLeave={() => onHover?.(null)}
      >
        <div style={{ height: count * ROW_PX, position: 'relative' }}>
          {Array.from({ length: Math.max(0, last - first) }, (_, offset) => first + offset).map(
            (index) => (
              <div
                key={index}
                role="option"
                aria-selected={index === chosen}
                aria-posinset={index + 1}
                aria-setsize={count}
                className={`rows-row ${classOf?.(index) ?? ''}`}
                style={{ top: index * ROW_PX, height: ROW_PX }}
                onPointerEnter={() => onHover?.(index)}
                onClick={(event) => {
                  onChoose(index, event.shiftKey)
                }}
              >
                {row(index)}
              </div>
            ),
          )}
        </div>
      </div>
    </div>
  )
}

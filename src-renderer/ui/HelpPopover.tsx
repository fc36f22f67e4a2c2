import { useId, useRef, useState, type ReactNode } from 'react'

/** What is said of one number. */
export interface HelpContent {
  readonly title: string
  readonly text: string
  readonly formula?: string
  /** Usual range in words, e.g. `18 to 22 mm`. */
  readonly usual?: string
  readonly source?: string
  readonly picture?: ReactNode
}

/** Words around the content, from the feature's catalogue. */
export interface HelpLabels {
  readonly about: (title: string) => string
  readonly formula: string
  readonly usual: string
  readonly source: string
}

const GAP_PX = 8
const WIDTH_PX = 300
const BAR_PX = 72

/** Left of the number when there is room, inside the window, and below the bar with STOP. */
function placeBeside(anchor: DOMRect, heightPx: number): { left: number; top: number } {
  const fitsLeft = anchor.left - WIDTH_PX - GAP_PX > 0
  const lowest = window.innerHeight - heightPx - GAP_PX
  return {
    left: fitsLeft ? anchor.left - WIDTH_PX - GAP_PX : anchor.right + GAP_PX,
    top: Math.max(BAR_PX, Math.min(anchor.top - 40, lowest)),
  }
}

/** A `?` that opens a small drawing, the formula, the usual range and its source. */
export function HelpPopover({ content, labels }: { content: HelpContent; labels: HelpLabels }) {
  const id = useId()
  const buttonRef = useRef<HTMLButtonElement>(null)
  const [place, setPlace] = useState({ left: 0, top: 0 })
  return (
    <>
      <button
        ref={buttonRef}
        type="button"
        className="help-button"
        aria-label={labels.about(content.title)}
        popoverTarget={id}
      >
        ?
      </button>
      <div
        id={id}
        popover="auto"
        className="help"
        style={{ left: place.left, top: place.top, width: WIDTH_PX }}
        onToggle={(event) => {
          const anchor = buttonRef.current?.getBoundingClientRect()
          if (event.newState !== 'open' || anchor === undefined) return
          setPlace(placeBeside(anchor, event.currentTarget.offsetHeight))
        }}
      >
        <h3>{content.title}</h3>
        {content.picture}
        <p>{content.text}</p>
        <dl>
          {content.formula !== undefined && (
            <div>
              <dt>{labels.formula}</dt>
              <dd className="help-formula">{content.formula}</dd>
            </div>
          )}
          {content.usual !== undefined && (
            <div>
              <dt>{labels.usual}</dt>
              <dd>{content.usual}</dd>
            </div>
          )}
          {content.source !== undefined && (
            <div>
              <dt>{labels.source}</dt>
              <dd>{content.source}</dd>
            </div>
          )}
        </dl>
      </div>
    </>
  )
}

import type { PointerEvent } from 'react'
import type { JogDirection } from '#core/grbl/manual/manual-request.ts'
import { classNames } from '../../../ui/class-names.ts'
import { jogHold, pressJog } from './jog.store.ts'
import { jogStrings } from './jog.strings.ts'

interface PadKey {
  readonly name: keyof typeof jogStrings.moves
  readonly direction: JogDirection
  /** Turn of the arrow, degrees clockwise from up. */
  readonly turnDegrees: number
}

const move = (
  name: PadKey['name'],
  [x, y, z]: readonly [number, number, number],
  turnDegrees: number,
): PadKey => ({ name, direction: { x, y, z }, turnDegrees })

/** The plane of the table as seen from above, row by row from the far side. */
const PLANE: readonly (PadKey | null)[] = [
  move('awayLeft', [-1, 1, 0], -45),
  move('away', [0, 1, 0], 0),
  move('awayRight', [1, 1, 0], 45),
  move('left', [-1, 0, 0], -90),
  null,
  move('right', [1, 0, 0], 90),
  move('nearLeft', [-1, -1, 0], -135),
  move('near', [0, -1, 0], 180),
  move('nearRight', [1, -1, 0], 135),
]
const UP = move('up', [0, 0, 1], 0)
const DOWN = move('down', [0, 0, -1], 180)

function Arrow({ turnDegrees }: { turnDegrees: number }) {
  return (
    <svg viewBox="-12 -12 24 24" width="30" height="30" aria-hidden="true">
      <path
        d="M0 -8L7 2H3V8H-3V2H-7Z"
        fill="currentColor"
        transform={`rotate(${String(turnDegrees)})`}
      />
    </svg>
  )
}

function JogKey({ padKey, disabled }: { padKey: PadKey; disabled: boolean }) {
  const source = `pad ${padKey.name}`
  const end = () => {
    jogHold.releaseAll()
  }
  return (
    <button
      type="button"
      className="jog-key"
      aria-label={jogStrings.moves[padKey.name]}
      title={jogStrings.moves[padKey.name]}
      disabled={disabled}
      onPointerDown={(event: PointerEvent<HTMLButtonElement>) => {
        if (event.button !== 0) return
        // The pointer stays this key's until it goes up, wherever it goes.
        event.currentTarget.setPointerCapture(event.pointerId)
        pressJog(source, padKey.direction)
      }}
      onPointerUp={end}
      onPointerCancel={end}
      onLostPointerCapture={end}
      onPointerMove={(event) => {
        const box = event.currentTarget.getBoundingClientRect()
        const inside =
          event.clientX >= box.left &&
          event.clientX <= box.right &&
          event.clientY >= box.top &&
          event.clientY <= box.bottom
        if (!inside) end()
      }}
      onContextMenu={(event) => {
        event.preventDefault()
      }}
    >
      <Arrow turnDegrees={padKey.turnDegrees} />
      <span>{jogStrings.marks[padKey.name]}</span>
    </button>
  )
}

/** The keys that move the machine: the table from above, and Z beside it. */
export function JogPad({ disabled }: { disabled: boolean }) {
  return (
    <div className={classNames('jog-pad', disabled && 'jog-pad-off')}>
      <div className="jog-plane" role="group" aria-label={jogStrings.plane}>
        {PLANE.map((padKey, index) =>
          padKey === null ? (
            <span key={index} className="jog-middle" aria-hidden="true">
              XY
            </span>
          ) : (
            <JogKey key={padKey.name} padKey={padKey} disabled={disabled} />
          ),
        )}
      </div>
      <div className="jog-height" role="group" aria-label={jogStrings.height}>
        <JogKey padKey={UP} disabled={disabled} />
        <span className="jog-middle" aria-hidden="true">
          Z
        </span>
        <JogKey padKey={DOWN} disabled={disabled} />
      </div>
    </div>
  )
}

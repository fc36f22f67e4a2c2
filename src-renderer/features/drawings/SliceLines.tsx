import { useMemo } from 'react'
import type { Point2 } from '#core/geometry/point.ts'
import type { Slicing } from '#core/slices/slicing.ts'
import { useSlicing } from './slicing.store.ts'

const at = ({ xMm, yMm }: Point2) => `${xMm.toFixed(4)} ${(-yMm).toFixed(4)}`

/** Numbers are written on the pieces where they are so far apart, px. */
const LABEL_ROOM_PX = 26

/** The cuts of a slicing over the drawing, Y down; the lit piece filled. */
export function SliceLines({ slicing, scalePxPerMm }: { slicing: Slicing; scalePxPerMm: number }) {
  const lit = useSlicing((state) => state.lit)
  const { slices } = slicing
  const cuts = useMemo(
    () =>
      slices
        .map(
          ({ corners: [start, end, inner, begin] }) =>
            `M${at(start)}L${at(begin)}M${at(end)}L${at(inner)}`,
        )
        .join(''),
    [slices],
  )
  const piece = lit === null ? undefined : slices[lit - 1]
  const [first] = slices
  const roomPx = (first?.pathLengthMm ?? 0) * scalePxPerMm
  return (
    <g className="slice-lines">
      {piece !== undefined && (
        <path className="slice-lit" d={`M${piece.corners.map(at).join('L')}Z`} />
      )}
      <path className="slice-cuts" d={cuts} />
      {roomPx > LABEL_ROOM_PX &&
        slices.map(({ number, corners: [a, b, c, d] }) => (
          <text
            key={number}
            x={(a.xMm + b.xMm + c.xMm + d.xMm) / 4}
            y={-(a.yMm + b.yMm + c.yMm + d.yMm) / 4}
            fontSize={11 / scalePxPerMm}
          >
            {number}
          </text>
        ))}
    </g>
  )
}

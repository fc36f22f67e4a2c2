import { useMemo } from 'react'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { type DrawingColours, topPicture } from '#core/rosette/ring-picture.ts'

/** What a `RosetteBackdrop` takes. */
export interface RosetteBackdropProps {
  readonly plan: Plan
  readonly colours: DrawingColours
}

/** The top round the soundhole, in mm, under the painted rings. */
export function RosetteBackdrop({ plan, colours }: RosetteBackdropProps) {
  const { fill, grain } = useMemo(() => topPicture(plan, colours.top), [plan, colours])
  return (
    <g className="top-wood">
      <path d={fill.path} fillRule="evenodd" style={{ fill: fill.colour }} />
      <path className="top-grain" d={grain.path} style={{ stroke: grain.colour }} />
    </g>
  )
}

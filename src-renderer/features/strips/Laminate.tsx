import { useId } from 'react'
import type { LaminatePicture } from '#core/strips/laminate-shapes.ts'

/** What a `Laminate` takes. */
export interface LaminateProps {
  readonly picture: LaminatePicture
  readonly selectedStripId: string | null
}

/** The strips of a picture, in mm with y up; what is not measured is hatched. */
export function Laminate({ picture, selectedStripId }: LaminateProps) {
  const hatchId = useId()
  return (
    <g className="laminate">
      <defs>
        <pattern
          id={hatchId}
          width="0.4"
          height="0.4"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path d="M0 0V0.4" className="laminate-hatch" />
        </pattern>
      </defs>
      {picture.shapes.map(({ stripId, colour, unknown, path }, index) => (
        <g key={`${stripId} ${String(index)}`} data-strip={stripId}>
          <path d={path} fillRule="evenodd" className="laminate-strip" style={{ fill: colour }} />
          {unknown && <path d={path} fillRule="evenodd" fill={`url(#${hatchId})`} />}
          {stripId === selectedStripId && (
            <path d={path} fillRule="evenodd" className="laminate-selected" />
          )}
        </g>
      ))}
      {picture.joints !== '' && <path d={picture.joints} className="laminate-joints" />}
    </g>
  )
}

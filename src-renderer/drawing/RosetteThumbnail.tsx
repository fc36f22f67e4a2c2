import { useEffect, useMemo, useRef, useState } from 'react'
import { circlePath } from '#core/rosette/draw-rosette-path.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { topReachMm } from '#core/rosette/ring-picture.ts'
import { useDrawingColours } from './drawing-colours.ts'
import { RosetteBackdrop } from './RosetteBackdrop.tsx'
import { RosettePicture } from './RosettePicture.tsx'
import { fitView, mmTransform, type SizePx } from './view.ts'

const MARGIN = { left: 6, right: 6, top: 6, bottom: 6 }

/** What a `RosetteThumbnail` takes. */
export interface RosetteThumbnailProps {
  readonly plan: Plan
  /** Said by a screen reader. */
  readonly label: string
}

/** The whole rosette, as large as its place allows: the same painting as on the Rosette page. */
export function RosetteThumbnail({ plan, label }: RosetteThumbnailProps) {
  const ref = useRef<HTMLSpanElement>(null)
  const [size, setSize] = useState<SizePx>({ widthPx: 0, heightPx: 0 })
  const colours = useDrawingColours(plan.topMaterialId)
  useEffect(() => {
    const element = ref.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return
      setSize({ widthPx: entry.contentRect.width, heightPx: entry.contentRect.height })
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
    }
  }, [])
  const view = useMemo(() => {
    const reachMm = topReachMm(plan)
    const bounds = { minXMm: -reachMm, minYMm: -reachMm, maxXMm: reachMm, maxYMm: reachMm }
    return fitView(bounds, size, MARGIN)
  }, [plan, size])
  return (
    <span ref={ref} className="rosette-thumbnail" role="img" aria-label={label}>
      {size.widthPx > 0 && (
        <>
          <svg width={size.widthPx} height={size.heightPx} aria-hidden="true">
            <g transform={mmTransform(view)} className="drawing-mm">
              <RosetteBackdrop plan={plan} colours={colours} />
              <path className="soundhole" d={circlePath(plan.soundhole.radiusMm)} />
            </g>
          </svg>
          <RosettePicture plan={plan} colours={colours} view={view} size={size} />
        </>
      )}
    </span>
  )
}

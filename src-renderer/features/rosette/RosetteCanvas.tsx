import { useMemo } from 'react'
import type { Plan, Ring } from '#core/rosette/plan.schema.ts'
import { topReachMm } from '#core/rosette/ring-picture.ts'
import { DIMENSION_ROOM_PX, Dimensions } from '../../drawing/Dimensions.tsx'
import { useDrawingColours } from '../../drawing/drawing-colours.ts'
import { RosetteBackdrop } from '../../drawing/RosetteBackdrop.tsx'
import { RosetteDrawing } from '../../drawing/RosetteDrawing.tsx'
import { RosettePicture } from '../../drawing/RosettePicture.tsx'
import { TileDetail } from '../../drawing/TileDetail.tsx'
import { Viewport } from '../../drawing/Viewport.tsx'
import { useUnits } from '../../session/settings.store.ts'
import { rosetteStrings } from './rosette.strings.ts'
import { useRosette } from './rosette.store.ts'

const CANVAS_MARGIN = { left: 40, right: 176, top: 52, bottom: DIMENSION_ROOM_PX }

/** The rosette to scale, to be looked at, measured and picked from. */
export function RosetteCanvas({ plan, ring }: { plan: Plan; ring: Ring | null }) {
  const colours = useDrawingColours(plan.topMaterialId)
  const unit = useUnits()
  const selectedRingId = useRosette((state) => state.selectedRingId)
  const select = useRosette((state) => state.select)
  const reachMm = topReachMm(plan)
  const bounds = useMemo(
    () => ({ minXMm: -reachMm, minYMm: -reachMm, maxXMm: reachMm, maxYMm: reachMm }),
    [reachMm],
  )
  return (
    <Viewport
      label={rosetteStrings.canvas}
      bounds={bounds}
      margin={CANVAS_MARGIN}
      unit={unit}
      backdrop={<RosetteBackdrop plan={plan} colours={colours} />}
      picture={(view, size) => (
        <RosettePicture plan={plan} colours={colours} view={view} size={size} />
      )}
      drawing={(view) => (
        <RosetteDrawing
          plan={plan}
          selectedRingId={selectedRingId}
          onSelect={select}
          scalePxPerMm={view.scalePxPerMm}
        />
      )}
      overlay={(view, size) => (
        <>
          <Dimensions
            plan={plan}
            view={view}
            size={size}
            unit={unit}
            selectedRingId={ring?.id ?? null}
          />
          {ring?.kind === 'tile' && <TileDetail ring={ring} colours={colours} unit={unit} />}
        </>
      )}
      onBackgroundClick={() => {
        select(null)
      }}
    />
  )
}

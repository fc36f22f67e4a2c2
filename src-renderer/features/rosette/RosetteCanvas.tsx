import { useMemo } from 'react'
import type { Plan, Ring } from '#core/rosette/plan.schema.ts'
import { DIMENSION_ROOM_PX, Dimensions } from '../../drawing/Dimensions.tsx'
import { RosetteDrawing, TOP_MARGIN_MM } from '../../drawing/RosetteDrawing.tsx'
import { Viewport } from '../../drawing/Viewport.tsx'
import { useLibrary } from '../../session/library.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { rosetteStrings } from './rosette.strings.ts'
import { useRosette } from './rosette.store.ts'

const CANVAS_MARGIN = { left: 40, right: 176, top: 52, bottom: DIMENSION_ROOM_PX }

/** The rosette to scale, to be looked at, measured and picked from. */
export function RosetteCanvas({ plan, ring }: { plan: Plan; ring: Ring | null }) {
  const { materials } = useLibrary()
  const unit = useUnits()
  const selectedRingId = useRosette((state) => state.selectedRingId)
  const select = useRosette((state) => state.select)
  const reachMm = (plan.rings.at(-1)?.outerRadiusMm ?? plan.soundhole.radiusMm) + TOP_MARGIN_MM
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
      drawing={(view) => (
        <RosetteDrawing
          plan={plan}
          materials={materials}
          selectedRingId={selectedRingId}
          onSelect={select}
          scalePxPerMm={view.scalePxPerMm}
        />
      )}
      overlay={(view) => (
        <Dimensions plan={plan} view={view} unit={unit} selectedRingId={ring?.id ?? null} />
      )}
      onBackgroundClick={() => {
        select(null)
      }}
    />
  )
}

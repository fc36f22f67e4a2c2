import { useMemo, useState } from 'react'
import type { Plan, Ring } from '#core/rosette/plan.schema.ts'
import { topReachMm } from '#core/rosette/ring-picture.ts'
import { Rosette3d } from '../../drawing-3d/Rosette3d.tsx'
import { DIMENSION_ROOM_PX, Dimensions } from '../../drawing/Dimensions.tsx'
import { useDrawingColours } from '../../drawing/drawing-colours.ts'
import { PictureSaver } from '../../drawing/PictureSaver.tsx'
import { RosetteBackdrop } from '../../drawing/RosetteBackdrop.tsx'
import { RosetteDrawing } from '../../drawing/RosetteDrawing.tsx'
import { RosettePicture } from '../../drawing/RosettePicture.tsx'
import { TileDetail } from '../../drawing/TileDetail.tsx'
import { toMm } from '../../drawing/view.ts'
import { Viewport } from '../../drawing/Viewport.tsx'
import { useCommands } from '../../session/commands.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Segmented } from '../../ui/Choice.tsx'
import { canvasStrings as words } from './canvas.strings.ts'
import { rosetteStrings } from './rosette.strings.ts'
import { useRosette } from './rosette.store.ts'

const CANVAS_MARGIN = { left: 40, right: 176, top: 52, bottom: DIMENSION_ROOM_PX }
const WAYS = (['flat', 'space'] as const).map((value) => ({ value, label: words.ways[value] }))
type Way = (typeof WAYS)[number]['value']

interface CanvasProps {
  readonly plan: Plan
  /** The ring in focus, whose dimensions are shown. */
  readonly ring: Ring | null
}

/** The flat drawing: to scale, with dimensions. */
function FlatCanvas({ plan, ring }: CanvasProps) {
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
      tools={(view, size) => (
        <PictureSaver
          plan={plan}
          colours={colours}
          windowMm={() => {
            const upper = toMm(view, 0, 0)
            const lower = toMm(view, size.widthPx, size.heightPx)
            return {
              minXMm: upper.xMm,
              maxXMm: lower.xMm,
              minYMm: lower.yMm,
              maxYMm: upper.yMm,
            }
          }}
        />
      )}
      onBackgroundClick={() => {
        select(null)
      }}
    />
  )
}

/** Picks the next ring outwards or inwards by key, round and round. */
function useRingKeys({ plan, ring }: CanvasProps, way: Way, setWay: (way: Way) => void): void {
  const select = useRosette((state) => state.select)
  useCommands(
    'rosette-canvas',
    useMemo(() => {
      const step = (by: 1 | -1) => () => {
        const at = plan.rings.findIndex(({ id }) => id === ring?.id)
        const next = plan.rings.at((at + by) % plan.rings.length)
        if (next !== undefined) select(next.id)
      }
      const group = words.group
      return [
        { id: 'ring-out', title: words.ringOut, group, keys: ']', run: step(1) },
        { id: 'ring-in', title: words.ringIn, group, keys: '[', run: step(-1) },
        {
          id: 'way',
          title: way === 'flat' ? words.toSpace : words.toFlat,
          group,
          keys: 'V',
          run: () => {
            setWay(way === 'flat' ? 'space' : 'flat')
          },
        },
      ]
    }, [plan, ring, select, way, setWay]),
  )
}

/** The rosette to scale, flat with its dimensions or in space, to be looked at, measured and picked from. */
export function RosetteCanvas({ plan, ring }: CanvasProps) {
  const unit = useUnits()
  const select = useRosette((state) => state.select)
  const [way, setWay] = useState<Way>('flat')
  useRingKeys({ plan, ring }, way, setWay)
  const flat = <FlatCanvas plan={plan} ring={ring} />
  return (
    <div className="canvas-stack">
      {way === 'flat' ? (
        flat
      ) : (
        <Rosette3d
          plan={plan}
          unit={unit}
          selectedRingId={ring?.id ?? null}
          onSelect={select}
          fallback={flat}
        />
      )}
      <div className="canvas-ways">
        <Segmented label={words.waysLabel} value={way} options={WAYS} onChange={setWay} />
      </div>
    </div>
  )
}

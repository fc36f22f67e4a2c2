import { useMemo } from 'react'
import { readyValue } from '../../session/loadable.ts'
import { useLibrary } from '../../session/library.store.ts'
import { useMachine } from '../../session/machine.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { ToolMark, ToolpathDrawing } from '../../drawing/ToolpathDrawing.tsx'
import { traceBounds } from '../../drawing/trace-bounds.ts'
import { Viewport } from '../../drawing/Viewport.tsx'
import { useMachinePage } from './machine.store.ts'
import { machineStrings } from './machine.strings.ts'
import { trailPath } from './machine.view-model.ts'

const MARGIN = { left: 40, right: 18, top: 40, bottom: 18 }

/** The chosen program from above, where the tool has been, and where it is. */
export function MachineCanvas() {
  const trace = useMachinePage((state) => state.trace)
  const trail = useMachinePage((state) => state.trail)
  const toolId = useMachinePage((state) => readyValue(state.run)?.artifact.tool_id)
  const at = useMachine((state) => state.snapshot?.workPosition ?? null)
  const sendId = useMachine((state) => state.snapshot?.job?.sendId ?? null)
  const { tools } = useLibrary()
  const unit = useUnits()
  const bounds = useMemo(() => traceBounds(trace === null ? [] : [trace]), [trace])
  const diameterMm = tools.find((tool) => tool.id === toolId)?.diameterMm ?? 0
  return (
    <Viewport
      label={machineStrings.canvas}
      bounds={bounds}
      margin={MARGIN}
      unit={unit}
      drawing={(view) => (
        <>
          {trace !== null && <ToolpathDrawing trace={trace} scalePxPerMm={view.scalePxPerMm} />}
          {trail !== null && trail.sendId === sendId && (
            <path className="trail" d={trailPath(trail)} />
          )}
          {at !== null && (
            <ToolMark at={at} diameterMm={diameterMm} scalePxPerMm={view.scalePxPerMm} />
          )}
        </>
      )}
    >
      {trace === null && <p className="canvas-note">{machineStrings.noPath}</p>}
    </Viewport>
  )
}

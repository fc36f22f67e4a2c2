import { ArrowRight } from 'lucide-react'
import type { Plan, Ring } from '#core/rosette/plan.schema.ts'
import { UndoButtons } from '../../session/UndoButtons.tsx'
import { useNavigation } from '../../session/navigation.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { Button } from '../../ui/Button.tsx'
import { Segmented } from '../../ui/Choice.tsx'
import { CuttingInspector, StockInspector } from './CuttingInspector.tsx'
import { Dock } from './Dock.tsx'
import { RingInspector } from './RingInspector.tsx'
import { RosetteCanvas } from './RosetteCanvas.tsx'
import './rosette.css'
import { rosetteStrings } from './rosette.strings.ts'
import { useRosette } from './rosette.store.ts'
import { ringInFocus } from './rosette.view-model.ts'
import { TopInspector } from './TopInspector.tsx'

const TABS = (['rings', 'top', 'stock', 'cutting'] as const).map((value) => ({
  value,
  label: rosetteStrings.tabs[value],
}))

function Inspector({ plan, ring }: { plan: Plan; ring: Ring | null }) {
  const tab = useRosette((state) => state.tab)
  const show = useRosette((state) => state.show)
  const history = usePlan((state) => state.history)
  const undo = usePlan((state) => state.undo)
  const redo = usePlan((state) => state.redo)
  const goTo = useNavigation((state) => state.goTo)
  return (
    <aside className="bench-side" aria-label={rosetteStrings.inspector}>
      <div className="inspector-head">
        <Segmented label={rosetteStrings.tabsLabel} value={tab} options={TABS} onChange={show} />
        <UndoButtons history={history} undo={undo} redo={redo} />
      </div>
      <div className="bench-scroll">
        {tab === 'rings' && <RingInspector plan={plan} ring={ring} />}
        {tab === 'top' && <TopInspector plan={plan} />}
        {tab === 'stock' && <StockInspector plan={plan} />}
        {tab === 'cutting' && <CuttingInspector plan={plan} />}
      </div>
      <div className="bench-foot">
        <Button
          look="primary"
          onClick={() => {
            void usePlan.getState().flush()
            goTo('feasibility')
          }}
        >
          {rosetteStrings.next} <ArrowRight size={16} aria-hidden="true" />
        </Button>
      </div>
    </aside>
  )
}

/** The rosette to scale with its dimensions, and the properties that make it. */
export function RosettePanel() {
  const plan = usePlan((state) => state.history?.present ?? null)
  const selectedRingId = useRosette((state) => state.selectedRingId)
  if (plan === null) return null
  const ring = ringInFocus(plan, selectedRingId)
  return (
    <div className="bench">
      <div className="bench-main">
        <RosetteCanvas plan={plan} ring={ring} />
        <Dock plan={plan} ring={ring} />
      </div>
      <Inspector plan={plan} ring={ring} />
    </div>
  )
}

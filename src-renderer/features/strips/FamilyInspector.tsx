import { useState } from 'react'
import type { OpenStripFamily } from '#core/contract/strips.contract.ts'
import type { StripFamily } from '#core/strips/strip-family.schema.ts'
import { UndoButtons } from '../../session/UndoButtons.tsx'
import { Segmented, SelectField, TextField } from '../../ui/Choice.tsx'
import { ConstructionFields } from './ConstructionFields.tsx'
import { MakingTab } from './MakingTab.tsx'
import { PlansTab } from './PlansTab.tsx'
import { StripList } from './StripList.tsx'
import { stripsStrings } from './strips.strings.ts'
import { useStrips } from './strips.store.ts'
import { withKind } from './strips.view-model.ts'

const words = stripsStrings
const TABS = (['strips', 'making', 'plans'] as const).map((value) => ({
  value,
  label: words.tabs[value],
}))
type Tab = (typeof TABS)[number]['value']
const KINDS = (['lines', 'rope', 'ladder', 'herringbone', 'wheat', 'solid', 'shell'] as const).map(
  (value) => ({ value, label: words.kinds[value] }),
)
const LANES = (['safe', 'tuned_v1', 'tuned_v2', 'experimental'] as const).map((value) => ({
  value,
  label: words.lanes[value],
}))

function StripsTab({ family }: { family: StripFamily }) {
  const edit = useStrips((state) => state.edit)
  return (
    <>
      <div className="strip-fields">
        <TextField
          label={words.name}
          value={family.name}
          maxLength={120}
          onChange={(name) => {
            if (name.trim() !== '') edit((now) => ({ ...now, name }), 'family-name')
          }}
        />
        <SelectField
          label={words.kind}
          value={family.construction.kind}
          options={KINDS}
          onChange={(value) => {
            const kind = KINDS.find((candidate) => candidate.value === value)?.value
            if (kind !== undefined) edit((now) => withKind(now, kind))
          }}
        />
        <SelectField
          label={words.laneOf}
          value={family.lane}
          options={LANES}
          onChange={(value) => {
            const lane = LANES.find((candidate) => candidate.value === value)?.value
            if (lane !== undefined) edit((now) => ({ ...now, lane }))
          }}
        />
      </div>
      <StripList family={family} />
      <ConstructionFields family={family} />
      <TextField
        label={words.notes}
        value={family.notes}
        maxLength={4000}
        lines={4}
        onChange={(notes) => {
          edit((now) => ({ ...now, notes }), 'family-notes')
        }}
      />
    </>
  )
}

/** The properties of the open family: its strips, how it is made, and the plans it is used in. */
export function FamilyInspector({ open, family }: { open: OpenStripFamily; family: StripFamily }) {
  const [tab, setTab] = useState<Tab>('strips')
  const history = useStrips((state) => state.history)
  const { undo, redo } = useStrips.getState()
  return (
    <aside className="bench-side" aria-label={words.inspector}>
      <div className="strip-inspector-head">
        <Segmented label={words.tabsLabel} value={tab} options={TABS} onChange={setTab} />
        <UndoButtons history={history} undo={undo} redo={redo} />
      </div>
      <div className="bench-scroll strip-inspector">
        {tab === 'strips' && <StripsTab key={open.familyId} family={family} />}
        {tab === 'making' && <MakingTab family={family} />}
        {tab === 'plans' && <PlansTab open={{ ...open, family }} />}
      </div>
    </aside>
  )
}

import { ArrowUpToLine, ParkingSquare, Target } from 'lucide-react'
import { useState } from 'react'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { lengthQuantity } from '../../../session/quantities.ts'
import { useUnits } from '../../../session/settings.store.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { UnitField } from '../../../ui/UnitField.tsx'
import { byHand } from '../by-hand.ts'
import { machineStrings } from '../machine.strings.ts'
import { mayWorkByHand } from '../machine.view-model.ts'
import { offsetStrings as words } from './offsets.strings.ts'

const HEIGHT_RANGE = { min: 0, max: 200 }
const USUAL_HEIGHT_MM = 10

function ParkButtons({ disabled }: { disabled: boolean }) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button
        icon={<ParkingSquare size={18} />}
        disabled={disabled}
        onClick={() => void byHand({ kind: 'goToStored', place: 'G28' })}
      >
        {words.goToG28}
      </Button>
      <Button
        look="quiet"
        disabled={disabled}
        onClick={() => {
          setAsking(true)
        }}
      >
        {words.storeG28}
      </Button>
      {asking && (
        <Dialog
          title={words.storeTitle}
          confirmLabel={words.storeG28}
          cancelLabel={words.cancel}
          onCancel={() => {
            setAsking(false)
          }}
          onConfirm={() => {
            setAsking(false)
            void byHand({ kind: 'storePosition', place: 'G28' })
          }}
        >
          <p>{words.storeText}</p>
        </Dialog>
      )}
    </>
  )
}

/** Goes somewhere: Z up first, always. */
export function GoToPanel({ snapshot }: { snapshot: MachineSnapshot | null }) {
  const unit = useUnits()
  const [heightMm, setHeight] = useState(USUAL_HEIGHT_MM)
  const disabled = !mayWorkByHand(snapshot)
  const go = (target: { xMm?: number; yMm?: number; zMm?: number }) =>
    void byHand({ kind: 'goTo', coordinates: 'work', target, safeZMm: heightMm, rate: 'rapid' })
  return (
    <Panel title={words.goTo} className="room-panel">
      <UnitField
        label={words.height}
        value={heightMm}
        quantity={lengthQuantity({ unit })}
        range={HEIGHT_RANGE}
        step={1}
        labels={machineStrings.field}
        note={words.heightNote}
        onCommit={setHeight}
      />
      <div className="room-buttons">
        <Button
          icon={<ArrowUpToLine size={18} />}
          disabled={disabled}
          onClick={() => {
            go({})
          }}
        >
          {words.goToTop}
        </Button>
        <Button
          icon={<Target size={18} />}
          disabled={disabled}
          title={words.goToZeroHint}
          onClick={() => {
            go({ xMm: 0, yMm: 0 })
          }}
        >
          {words.goToZero}
        </Button>
        <ParkButtons disabled={disabled} />
      </div>
    </Panel>
  )
}

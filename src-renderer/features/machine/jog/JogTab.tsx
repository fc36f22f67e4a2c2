import { useEffect } from 'react'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { lengthQuantity } from '../../../session/quantities.ts'
import { useMachine } from '../../../session/machine.store.ts'
import { useUnits } from '../../../session/settings.store.ts'
import { Segmented } from '../../../ui/Choice.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { UnitField } from '../../../ui/UnitField.tsx'
import { machineStrings } from '../machine.strings.ts'
import { mayWorkByHand } from '../machine.view-model.ts'
import { GoToPanel } from '../offsets/GoToPanel.tsx'
import { HomeButton, homingText } from '../offsets/HomeButton.tsx'
import { OffsetPanel } from '../offsets/OffsetPanel.tsx'
import { SetupPicture } from '../offsets/SetupPicture.tsx'
import { AccessoryPanel } from '../overrides/AccessoryPanel.tsx'
import { jogHold, useJog } from './jog.store.ts'
import { jogStrings as words } from './jog.strings.ts'
import { JogPad } from './JogPad.tsx'
import { useGamePad } from './use-game-pad.ts'
import { useJogDeadMan, useJogKeys } from './use-jog-keys.ts'

const STEPS_MM = [0.01, 0.1, 1, 10, 50]
const STEPS_INCH = [0.001, 0.005, 0.01, 0.1, 1].map((inch) => inch * 25.4)
const FEED_RANGE = { min: 10, max: 20_000 }

function StepChoice() {
  const unit = useUnits()
  const stepMm = useJog((state) => state.stepMm)
  const set = useJog((state) => state.set)
  const steps = unit === 'mm' ? STEPS_MM : STEPS_INCH
  const nearest = steps.reduce((best, step) =>
    Math.abs(Math.log(step / stepMm)) < Math.abs(Math.log(best / stepMm)) ? step : best,
  )
  useEffect(() => {
    if (nearest !== stepMm) set({ stepMm: nearest })
  }, [nearest, stepMm, set])
  return (
    <div className="jog-row">
      <span>{words.step}</span>
      <Segmented
        label={words.step}
        value={String(nearest)}
        options={steps.map((step) => ({
          value: String(step),
          label: String(unit === 'mm' ? step : Number((step / 25.4).toFixed(4))),
        }))}
        onChange={(value) => {
          set({ stepMm: Number(value) })
        }}
      />
    </div>
  )
}

function Feeds() {
  const unit = useUnits()
  const { feedMmPerMin, zFeedMmPerMin, set } = useJog()
  const quantity = lengthQuantity({ unit, perMinute: true })
  return (
    <>
      <UnitField
        label={words.feed}
        value={feedMmPerMin}
        quantity={quantity}
        range={FEED_RANGE}
        step={100}
        labels={machineStrings.field}
        note={words.feedNote}
        onCommit={(value) => {
          set({ feedMmPerMin: value })
        }}
      />
      <UnitField
        label={words.zFeed}
        value={zFeedMmPerMin}
        quantity={quantity}
        range={FEED_RANGE}
        step={50}
        labels={machineStrings.field}
        note={words.feedNote}
        onCommit={(value) => {
          set({ zFeedMmPerMin: value })
        }}
      />
    </>
  )
}

function Arming() {
  const { keysArmed, padArmed, mode, arm } = useJog()
  return (
    <>
      <label className="check jog-arm">
        <input
          type="checkbox"
          checked={keysArmed}
          onChange={(event) => {
            arm('keysArmed', event.target.checked)
            // A checkbox that keeps the focus would swallow the arrow keys.
            event.target.blur()
          }}
        />
        <span>
          {words.keys}
          <span className="caption">{mode === 'step' ? words.keysHintStep : words.keysHint}</span>
        </span>
      </label>
      <label className="check jog-arm">
        <input
          type="checkbox"
          checked={padArmed}
          onChange={(event) => {
            arm('padArmed', event.target.checked)
            event.target.blur()
          }}
        />
        <span>
          {words.pad}
          <span className="caption">{words.padHint}</span>
        </span>
      </label>
    </>
  )
}

function JogPanel({ snapshot }: { snapshot: MachineSnapshot | null }) {
  const { mode, set } = useJog()
  const allowed = mayWorkByHand(snapshot)
  const clipped = snapshot?.manual.jog?.clippedAxis ?? null
  useEffect(() => {
    if (!allowed) jogHold.releaseAll()
  }, [allowed])
  return (
    <Panel
      title={words.title}
      className="room-panel jog-panel"
      actions={<HomeButton snapshot={snapshot} />}
    >
      <JogPad disabled={!allowed} />
      <p className="caption jog-note" role="status">
        {allowed ? homingText(snapshot) : words.notNow}{' '}
        {allowed && clipped !== null && words.clipped(clipped.toUpperCase())}
      </p>
      <div className="jog-row">
        <span>{words.mode}</span>
        <Segmented
          label={words.mode}
          value={mode}
          options={[
            { value: 'continuous', label: words.modes.continuous },
            { value: 'step', label: words.modes.step },
          ]}
          onChange={(next) => {
            jogHold.releaseAll()
            set({ mode: next })
          }}
        />
      </div>
      {mode === 'step' && <StepChoice />}
      <Feeds />
      <Arming />
    </Panel>
  )
}

/** Jogging, work offsets, going somewhere, and where everything lies. */
export function JogTab() {
  const snapshot = useMachine((state) => state.snapshot)
  useJogDeadMan()
  useJogKeys()
  useGamePad()
  return (
    <div className="room-columns">
      <JogPanel snapshot={snapshot} />
      <div className="room-stack">
        <OffsetPanel snapshot={snapshot} />
        <GoToPanel snapshot={snapshot} />
      </div>
      <div className="room-stack">
        <SetupPicture snapshot={snapshot} />
        <AccessoryPanel snapshot={snapshot} />
      </div>
    </div>
  )
}

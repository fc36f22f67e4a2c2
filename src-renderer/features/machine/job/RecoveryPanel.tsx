import { History } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { RecoveryOffer } from '#core/grbl/job/recovery.ts'
import { formatDecimal } from '#core/units/format-length.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Ago } from '../Ago.tsx'
import { useMachinePage } from '../machine.store.ts'
import { jobStrings } from './job.strings.ts'
import { followRecoveries, useResume } from './resume.store.ts'

const words = jobStrings.recovery
const whole = (value: number) => formatDecimal(value, 0)

function placeText({ candidates, lineCount }: RecoveryOffer): string {
  const { firstSourceLine: first, lastSourceLine: last } = candidates
  return first === last
    ? words.line(whole(first), whole(lineCount))
    : words.between(whole(first), whole(last), whole(lineCount))
}

function Offer({ offer }: { offer: RecoveryOffer }) {
  const open = useResume((state) => state.open)
  const dismiss = useResume((state) => state.dismissOffer)
  const chooseJob = useMachinePage((state) => state.chooseJob)
  const [asking, setAsking] = useState(false)
  const { runId, programId, sendId, candidates } = offer
  return (
    <section className="recovery" aria-label={words.title}>
      <h3>
        <History size={20} aria-hidden="true" /> {words.title}
      </h3>
      <p>
        <strong>{offer.title}</strong>
        <span className="caption">
          {' '}
          {words.lastHeard} <Ago atUtc={offer.lastHeardAtUtc} />
        </span>
      </p>
      <p>{offer.cause}</p>
      <p>{placeText(offer)}</p>
      {offer.mustHome && <p className="room-problem">{words.mustHome}</p>}
      <div className="button-pair">
        <Button
          look="primary"
          onClick={() => {
            void chooseJob(runId, programId)
            open({ runId, programId, sendId, line: candidates.firstSourceLine })
          }}
        >
          {words.look}
        </Button>
        <Button
          onClick={() => {
            setAsking(true)
          }}
        >
          {words.dismiss}
        </Button>
      </div>
      {asking && (
        <Dialog
          title={words.dismissTitle}
          confirmLabel={words.dismiss}
          cancelLabel={words.cancel}
          onCancel={() => {
            setAsking(false)
          }}
          onConfirm={() => {
            setAsking(false)
            void dismiss(sendId)
          }}
        >
          <p>{words.dismissText}</p>
        </Dialog>
      )}
    </section>
  )
}

/** Jobs that did not end in order; newest first. */
export function RecoveryPanel() {
  const offers = useResume((state) => state.offers)
  useEffect(() => followRecoveries(), [])
  return offers.map((offer) => <Offer key={offer.sendId} offer={offer} />)
}

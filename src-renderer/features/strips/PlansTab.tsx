import { useEffect } from 'react'
import type { OpenStripFamily, PlanStrips } from '#core/contract/strips.contract.ts'
import { builtWidthMm } from '#core/strips/laminate.ts'
import { formatLength } from '#core/units/format-length.ts'
import { onEvent } from '../../client.ts'
import { readyValue } from '../../session/loadable.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState, Skeleton } from '../../ui/States.tsx'
import { showToast } from '../../ui/toast.store.ts'
import { stripsStrings } from './strips.strings.ts'
import { useStrips } from './strips.store.ts'
import { useUses } from './uses.store.ts'

const words = stripsStrings.plans
/** Less than this between ring and laminate is taken up by the channel's room for glue. */
const FIT_MM = 0.05

type StripRing = PlanStrips['rings'][number]

async function assign(plan: PlanStrips, ring: StripRing, familyId: string | null): Promise<void> {
  // What is on the screen is kept first: a shipped family that was changed has another id then.
  if (!(await useStrips.getState().flush())) return
  const { open } = useStrips.getState()
  const wanted = familyId === null ? null : (open?.familyId ?? familyId)
  const kept = await useUses.getState().assign(plan.planId, ring.ringId, wanted)
  if (kept === null) return
  const text =
    wanted === null
      ? words.taken(ring.ringName, kept.planName)
      : words.assigned(ring.ringName, kept.planName, open?.family.name ?? '')
  showToast(text, {
    label: stripsStrings.undo,
    run: () => void useUses.getState().assign(kept.planId, ring.ringId, ring.familyId),
  })
}

function fitText(ring: StripRing, widthMm: number | null, show: (mm: number) => string): string {
  const own = show(ring.widthMm)
  if (widthMm === null || Math.abs(widthMm - ring.widthMm) <= FIT_MM) return words.fits(own)
  const by = show(Math.abs(widthMm - ring.widthMm))
  return widthMm > ring.widthMm ? words.wider(own, by) : words.narrower(own, by)
}

function RingRow({
  plan,
  ring,
  open,
}: {
  plan: PlanStrips
  ring: StripRing
  open: OpenStripFamily
}) {
  const unit = useUnits()
  const list = useStrips((state) => state.list)
  const used = ring.familyId === open.familyId
  const other = readyValue(list)?.families.find(({ familyId }) => familyId === ring.familyId)
    ?.family.name
  const fit = fitText(ring, builtWidthMm(open.family), (mm) => formatLength(mm, unit))
  return (
    <li>
      <span>
        <strong>{ring.ringName}</strong>
        <span className="caption">{fit}</span>
        {!used && ring.familyId !== null && (
          <span className="caption">{words.ofOther(other ?? ring.familyId)}</span>
        )}
      </span>
      <Button
        size="small"
        look={used ? 'quiet' : 'plain'}
        onClick={() => void assign(plan, ring, used ? null : open.familyId)}
      >
        {used ? words.stop : words.use}
      </Button>
    </li>
  )
}

function PlanList({ plans, open }: { plans: readonly PlanStrips[]; open: OpenStripFamily }) {
  return (
    <ul className="strip-plans">
      {plans.map((plan) => (
        <li key={plan.planId}>
          <h4>
            {plan.planName}
            {plan.origin === 'shipped' && (
              <span className="strip-tag">{stripsStrings.shipped}</span>
            )}
          </h4>
          <ul>
            {plan.rings.map((ring) => (
              <RingRow key={ring.ringId} plan={plan} ring={ring} open={open} />
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}

/** Where a family is used, and all rings it could be used for. */
export function PlansTab({ open }: { open: OpenStripFamily }) {
  const plans = useUses((state) => state.plans)
  const load = useUses((state) => state.load)
  useEffect(() => {
    void load()
    return onEvent('plans.changed', () => void load())
  }, [load])
  if (plans.state === 'failed') {
    return (
      <ErrorState
        title={plans.problem.message}
        safe={stripsStrings.failedSafe}
        remedy={plans.problem.remedy}
        details={plans.problem.requestId}
        detailsLabel={stripsStrings.details}
        retryLabel={stripsStrings.retry}
        onRetry={() => void load()}
      />
    )
  }
  if (plans.state !== 'ready') return <Skeleton label={words.reading} lines={5} />
  if (plans.value.length === 0) return <p className="muted">{words.none}</p>
  const uses = (ring: StripRing) => ring.familyId === open.familyId
  const part = (keep: (ring: StripRing) => boolean) =>
    plans.value
      .map((plan) => ({ ...plan, rings: plan.rings.filter(keep) }))
      .filter(({ rings }) => rings.length > 0)
  const used = part(uses)
  return (
    <>
      <section className="strip-group" aria-label={words.used}>
        <h3>{words.used}</h3>
        {used.length === 0 ? (
          <p className="muted">{words.unused}</p>
        ) : (
          <PlanList plans={used} open={open} />
        )}
      </section>
      <section className="strip-group" aria-label={words.all}>
        <h3>{words.all}</h3>
        <PlanList plans={part((ring) => !uses(ring))} open={open} />
      </section>
    </>
  )
}

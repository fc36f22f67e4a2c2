import { Eye, Hand, MonitorCog } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { BenchStatus } from '#core/contract/bench.contract.ts'
import { controllerOf, isWatching, useBench } from '../session/bench.store.ts'
import { Button } from '../ui/Button.tsx'
import { benchStrings as words } from './bench.strings.ts'

/** What main waits; before the first tick of the clock nothing longer is shown. */
const LONGEST_WAIT_SECONDS = 30

/** Whole seconds until silence answers the wish that waits. */
function useCountdown(isWaiting: boolean): number {
  const endsAtMs = useBench((state) => state.requestEndsAtMs)
  const [nowMs, setNowMs] = useState(() => performance.now())
  useEffect(() => {
    if (!isWaiting) return
    const timer = setInterval(() => {
      setNowMs(performance.now())
    }, 500)
    return () => {
      clearInterval(timer)
    }
  }, [isWaiting])
  return Math.min(LONGEST_WAIT_SECONDS, Math.max(0, Math.ceil((endsAtMs - nowMs) / 1000)))
}

/** How the wish of this page stands, in place of the button while it waits. */
function Asking({ status }: { readonly status: BenchStatus }) {
  const requestControl = useBench((state) => state.requestControl)
  const secondsLeft = useCountdown(status.request !== null)
  const holder = controllerOf(status)?.name ?? ''
  if (status.request?.seatId === status.you.seatId) {
    return (
      <span role="status" className="bench-asked">
        {words.asked(holder)} · {words.secondsLeft(secondsLeft)}
      </span>
    )
  }
  const { yourRequestEnded } = status
  return (
    <>
      {yourRequestEnded !== null && <span role="status">{words[yourRequestEnded](holder)}</span>}
      <Button onClick={() => void requestControl()}>{words.ask}</Button>
    </>
  )
}

function WatchingBanner({ status }: { readonly status: BenchStatus }) {
  const controller = controllerOf(status)
  return (
    <div className="banner banner-note bench-banner" role="status">
      <Eye size={20} aria-hidden="true" />
      <p>
        <strong>{words.watchingTitle}</strong>{' '}
        {words.watchingText(controller?.name ?? '', controller?.isConnected === false)}{' '}
        {words.watchingCan}
      </p>
      <Asking status={status} />
    </div>
  )
}

/** A device that controls is told so all the time, with the way back. */
function InControlBanner({ shopPcId }: { readonly shopPcId: string }) {
  const handOver = useBench((state) => state.handOver)
  return (
    <div className="banner banner-yellow bench-banner" role="status">
      <MonitorCog size={20} aria-hidden="true" />
      <p>
        <strong>{words.inControlTitle}</strong> {words.inControlText}
      </p>
      <Button onClick={() => void handOver(shopPcId)}>{words.giveBack}</Button>
    </div>
  )
}

/** Somebody asks this page for control. */
function WishBanner({ status, seatId }: { readonly status: BenchStatus; readonly seatId: string }) {
  const answer = useBench((state) => state.answerRequest)
  const secondsLeft = useCountdown(status.request !== null)
  const name = status.seats.find((seat) => seat.seatId === seatId)?.name ?? ''
  return (
    <div className="banner banner-yellow" role="alert">
      <Hand size={24} aria-hidden="true" />
      <p>
        <strong>{words.wishTitle(name)}</strong> {words.wishText}
      </p>
      <span className="bench-asked">{words.secondsLeft(secondsLeft)}</span>
      <Button onClick={() => void answer(seatId, true)}>{words.handOver}</Button>
      <Button look="primary" onClick={() => void answer(seatId, false)}>
        {words.keep}
      </Button>
    </div>
  )
}

/** Who controls, where it is not simply the only one there. */
export function BenchBanner() {
  const status = useBench((state) => state.status)
  if (status === null) return null
  if (isWatching(status)) return <WatchingBanner status={status} />
  const shopPc = status.seats.find(({ isShopPc }) => isShopPc)
  return (
    <>
      {status.request !== null && <WishBanner status={status} seatId={status.request.seatId} />}
      {!status.you.isShopPc && shopPc !== undefined && <InControlBanner shopPcId={shopPc.seatId} />}
    </>
  )
}

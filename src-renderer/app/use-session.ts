import { useEffect, useRef, useSyncExternalStore } from 'react'
import { linkState, onEvent } from '../client.ts'
import { followBench, useBench, useWatching } from '../session/bench.store.ts'
import { useJudgement } from '../session/judgement.store.ts'
import { followLibrary, useLibraryStore } from '../session/library.store.ts'
import { followMachine, useMachine } from '../session/machine.store.ts'
import { followReopening, useMode } from '../session/mode.store.ts'
import { followHash, pageOfHash, useNavigation } from '../session/navigation.store.ts'
import { usePlan } from '../session/plan.store.ts'
import { useSettings } from '../session/settings.store.ts'
import { followStores, useStores } from '../session/stores.store.ts'

/** Whether calls can reach main. */
export function useLinkState() {
  return useSyncExternalStore(linkState.subscribe, linkState.read)
}

/** Opens the plan of last time; one that is open already keeps its changes, and hands them in again. */
async function resumePlan(lastPlanId: string | null): Promise<void> {
  const { planId, open, handInAgain } = usePlan.getState()
  if (planId !== null) await handInAgain()
  else if (lastPlanId !== null) await open(lastPlanId)
}

async function start(): Promise<void> {
  await useBench.getState().load()
  if (!(await useMode.getState().load())) {
    await useMachine.getState().reload()
    return
  }
  await useSettings.getState().load()
  const { lastPlanId, lastPage } = useSettings.getState().settings
  const page = pageOfHash(lastPage)
  if (window.location.hash === '' && page !== null) useNavigation.getState().goTo(page)
  await Promise.all([
    useLibraryStore.getState().load(),
    useStores.getState().load(),
    useMachine.getState().reload(),
    resumePlan(lastPlanId),
  ])
}

/** Reads what the screen needs, follows events, and reads anew when the link comes back. */
export function useSession(): void {
  const link = useLinkState()
  useEffect(() => {
    if (link === 'open') void start()
  }, [link])
  useEffect(() => {
    const unfollow = [
      followMachine(),
      followBench(),
      followReopening(),
      followStores(),
      followLibrary(),
      followHash(),
    ]
    return () => {
      for (const stop of unfollow) stop()
    }
  }, [])
  useJudging()
  useFreshPlan()
  usePageMemory()
}

/**
 * Opens the plan anew when another seat has changed it, and when this page gets control: it must not
 * write an older state over a newer one.
 */
function useFreshPlan(): void {
  const watching = useWatching()
  const wasWatching = useRef(watching)
  useEffect(() => {
    const reopen = () => {
      const { planId, open } = usePlan.getState()
      if (planId !== null) void open(planId)
    }
    if (wasWatching.current && !watching) reopen()
    wasWatching.current = watching
    if (!watching) return
    return onEvent('plans.changed', ({ planId }) => {
      if (planId === '' || planId === usePlan.getState().planId) reopen()
    })
  }, [watching])
}

/** Asks main for a judgement whenever it has kept another version of the plan. */
function useJudging(): void {
  const planId = usePlan((state) => state.planId)
  const keptRevision = usePlan((state) => state.keptRevision)
  useEffect(() => {
    const { judge, clear } = useJudgement.getState()
    if (planId === null) clear()
    else void judge(planId)
  }, [planId, keptRevision])
  useEffect(() => {
    if (planId === null) return
    // another bit or wood may judge the same plan otherwise
    return onEvent('library.changed', () => void useJudgement.getState().judge(planId))
  }, [planId])
  useEffect(() => {
    if (planId === null) return
    const find = () => void useJudgement.getState().findRun(planId)
    find()
    return onEvent('runs.changed', find)
  }, [planId])
}

/** Opens on the page that was shown last, and remembers the page. */
function usePageMemory(): void {
  const page = useNavigation((state) => state.page)
  const known = useSettings((state) => state.known)
  useEffect(() => {
    if (known && useSettings.getState().settings.lastPage !== page) {
      useSettings.getState().change({ lastPage: page })
    }
  }, [page, known])
}

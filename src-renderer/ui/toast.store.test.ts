import { beforeEach, expect, test } from 'vitest'
import { showProblem, showToast, useToasts } from './toast.store.ts'

beforeEach(() => {
  useToasts.setState(useToasts.getInitialState(), true)
})

const texts = () => useToasts.getState().toasts.map((toast) => toast.text)
const undo = { label: 'Undo', run: () => undefined }

test('a message said again is shown once', () => {
  showToast('Saved.')
  showToast('Saved.')
  expect(texts()).toEqual(['Saved.'])
})

test('only the latest step offers Undo: an older Undo would take back that step', () => {
  showToast('Ring added.', undo)
  showToast('Saved.')
  showToast('Ring removed.', undo)
  expect(texts()).toEqual(['Saved.', 'Ring removed.'])
})

test('at most three messages stand, the oldest goes first', () => {
  for (const message of ['One.', 'Two.', 'Three.', 'Four.']) showProblem({ message, remedy: '' })
  expect(texts()).toEqual(['Two.', 'Three.', 'Four.'])
})

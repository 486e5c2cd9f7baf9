import { expect, onTestFinished, test, vi } from 'vitest'
import { Problems } from '../src/problems.ts'

const hour = 60 * 60_000

test('a loss is told once, listed until a day has passed without another, and told anew after that', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const told: string[] = []
  const problems = new Problems(({ message }) => told.push(message))
  problems.raise('store', 'Redis takes no counts now')
  problems.happened('lost', 'some counts are lost')
  vi.advanceTimersByTime(23 * hour)
  problems.happened('lost', 'more counts are lost')
  vi.advanceTimersByTime(23 * hour)
  expect(problems.list).toEqual(['Redis takes no counts now', 'more counts are lost'])
  vi.advanceTimersByTime(hour)
  expect(problems.list).toEqual(['Redis takes no counts now'])
  problems.happened('lost', 'counts are lost again')
  expect(problems.list).toEqual(['Redis takes no counts now', 'counts are lost again'])
  expect(told).toEqual(['Redis takes no counts now', 'some counts are lost', 'counts are lost again'])
})

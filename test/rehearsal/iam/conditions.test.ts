// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM writes its policy variables like this.
import { describe, expect, it } from 'vitest'
import { access, account, events, guarded, queue, rule, send } from './reader-stack.ts'

describe('a condition', () => {
  it.each([
    [{ StringEquals: { 'aws:SourceAccount': account } }, true],
    [{ StringEquals: { 'AWS:sourceaccount': [account, 'x'] } }, true],
    [{ StringEquals: { 'aws:SourceAccount': '444455556666' } }, false],
    [{ StringNotEquals: { 'aws:SourceAccount': '444455556666' } }, true],
    [{ StringLike: { 'aws:SourceAccount': '1111*' } }, true],
    [{ StringNotLike: { 'aws:SourceAccount': '1111*' } }, false],
    [{ StringEqualsIgnoreCase: { 'aws:PrincipalServiceName': 'EVENTS.amazonaws.com' } }, true],
    [{ ArnEquals: { 'aws:SourceArn': rule } }, true],
    [{ ArnLike: { 'aws:SourceArn': 'arn:aws:events:*:*:rule/*' } }, true],
    [{ ArnEquals: { 'aws:SourceArn': `${rule}2` } }, false],
    [{ ArnNotLike: { 'aws:SourceArn': 'arn:aws:events:*:*:rule/*' } }, false],
    [{ Bool: { 'aws:SecureTransport': 'true' } }, true],
    [{ Bool: { 'aws:SecureTransport': false } }, false],
    [{ Null: { 'aws:SourceArn': 'false' } }, true],
    [{ Null: { 'kms:ViaService': 'true' } }, true],
    [{ StringEquals: { 'kms:ViaService': 'x' } }, false],
    [{ StringNotEquals: { 'kms:ViaService': 'x' } }, true],
    [{ StringEqualsIfExists: { 'kms:ViaService': 'x' } }, true],
    [{ 'ForAllValues:StringEquals': { colours: ['red', 'blue'] } }, true],
    [{ 'ForAllValues:StringEquals': { colours: ['red'] } }, false],
    [{ 'ForAnyValue:StringEquals': { colours: ['red', 'green'] } }, true],
    [{ 'ForAnyValue:StringLike': { colours: ['gr*'] } }, false],
    [{ 'ForAllValues:StringEquals': { 'kms:ViaService': ['x'] } }, true],
    [{ 'ForAnyValue:StringEquals': { 'kms:ViaService': ['x'] } }, false],
    [{ ArnEquals: { 'aws:SourceArn': rule }, Bool: { 'aws:SecureTransport': 'false' } }, false],
    [{ DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }, 'the condition operator DateGreaterThan'],
    [{ StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }, 'the condition key aws:PrincipalOrgID'],
    [{ StringEquals: { 'aws:SourceAccount': '${aws:PrincipalAccount}' } }, 'the policy variable in'],
  ])('%j on a rule that sends to a queue: %j', (Condition, expected) => {
    const statement = {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queue,
      Condition,
    }
    const ask = () =>
      access(guarded(statement)).check({ ...send, principal: events, context: { colours: ['red', 'blue'] } })
    if (expected === true) ask()
    else expect(ask).toThrow(expected === false ? 'is not authorized' : expected)
  })
})

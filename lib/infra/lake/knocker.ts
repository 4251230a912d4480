import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnSchedule, type CfnScheduleProps } from 'aws-cdk-lib/aws-scheduler'
import { Stack } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'

/** The role by which EventBridge Scheduler of this account knocks; it may nothing yet. */
export const knocker = (scope: Construct, description: string): Role =>
  new Role(scope, 'Knocker', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
    description,
  })

/** A schedule that is kept to the minute; `target` without the role, which is the knocker's. */
export function knocksAt(
  scope: Construct,
  id: string,
  role: Role,
  {
    target,
    ...when
  }: Omit<CfnScheduleProps, 'flexibleTimeWindow' | 'target'> & {
    readonly target: Omit<CfnSchedule.TargetProperty, 'roleArn'>
  },
): void {
  const schedule = new CfnSchedule(scope, id, {
    ...when,
    flexibleTimeWindow: { mode: 'OFF' },
    target: { ...target, roleArn: role.roleArn },
  })
  // The schedule is tried when it is made: by then the role must have what it needs.
  schedule.node.addDependency(role)
}

/// What any backend needs to be an instance of a Monopod cluster: a slot for one session, a guard
/// in front of the service, a control service through which the gateway binds and ends sessions,
/// and a registration with the gateway.
///
/// To make a gRPC service an instance, pass it to [Instance#start]; the service needs to know
/// nothing about sessions:
///
/// ```java
/// var service = SessionService.of(new Notebook()).endedBy(NotebookGrpc.getCloseMethod());
/// var instance = Instance.start(config, service);
/// Runtime.getRuntime().addShutdownHook(new Thread(instance::stop));
/// instance.await();
///
/// final class Notebook extends NotebookGrpc.NotebookImplBase {
///     @Override public void run(Cell cell, StreamObserver<Output> answer) {
///         var session = CurrentSession.current().session();  // the one that this process serves
/// ```
///
/// The author of a service uses [Instance], [InstanceConfig], [SessionService],
/// [io.monopod.instance.call.CurrentSession] and [io.monopod.instance.slot.AfterSession]. The
/// agent, which stands for processes in other languages, also uses [Instance#announce], [Host] and
/// [Guard]. All else in the packages below is internal, and may change at any time.
///
/// There, `slot` holds the session. `lease` counts how long gateways let the instance act. `call`
/// lets only the session's calls reach the service. `registration` keeps the gateway informed. Each
/// knows only those named before it.
@NullMarked
package io.monopod.instance;

import org.jspecify.annotations.NullMarked;

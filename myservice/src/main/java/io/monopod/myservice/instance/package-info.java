/// What any backend needs to be an instance of a Monopod cluster: a slot for one session, a guard
/// before the service, the gateway's way in to bind and end sessions, and a registration that keeps
/// it known.
///
/// To make a gRPC service an instance, hand it to [Instance#start]; nothing of the service needs to
/// know about sessions:
///
/// ```java
/// var service = SessionService.of(new Notebook()).endedBy(NotebookGrpc.getCloseMethod());
/// var instance = Instance.start(config, service);
/// Runtime.getRuntime().addShutdownHook(new Thread(instance::stop));
/// instance.await();
///
/// final class Notebook extends NotebookGrpc.NotebookImplBase {
///     @Override public void run(Cell cell, StreamObserver<Output> answer) {
///         var session = SessionCall.current().session();  // the one that this process serves
/// ```
///
/// A call's way in: [SessionGuard] asks who calls ([Identification]) and whether the [SessionSlot]
/// lets it in, and either serves it ([ServedCall]) or says why not ([RefusalStatus]). A session's
/// way out is [SessionEnds].
@NullMarked
package io.monopod.myservice.instance;

import org.jspecify.annotations.NullMarked;

# The images, one target each: gateway, myservice, agent, scenarios.
#   docker build --target gateway -t monopod-gateway .
# compose.yml builds all of them: docker compose up --build --wait

# Dependencies before sources: the first RUN (a build of nothing) runs again only when a pom or the contract changes.
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml ./
COPY proto/pom.xml proto/
COPY proto/src/main/proto proto/src/main/proto/
COPY common/pom.xml common/
COPY datapath/pom.xml datapath/
COPY gateway/pom.xml gateway/
COPY instance/pom.xml instance/
COPY myservice/pom.xml myservice/
COPY agent/pom.xml agent/
COPY scenarios/pom.xml scenarios/
COPY console-app/pom.xml console-app/
COPY simulation/pom.xml simulation/
COPY deploy/pom.xml deploy/
RUN mvn -B -ntp -q -pl gateway,myservice,agent,scenarios -am -Dmaven.test.skip -Dexec.skip package
COPY . .
RUN mvn -B -ntp -q -pl gateway,myservice,agent,scenarios -am -Dmaven.test.skip -Dexec.skip package

# Only the modules of the JDK that the programs use.
FROM eclipse-temurin:25-jdk AS jlink
RUN jlink --output /jre --no-header-files --no-man-pages --generate-cds-archive \
    --add-modules java.base,java.logging,java.management,java.naming,java.net.http,java.xml,jdk.management,jdk.unsupported

# What the images have in common. The user has a number and no name; what it may write to is a volume.
FROM debian:bookworm-slim AS base
COPY --from=jlink /jre /opt/java
COPY --from=build /src/common/target/classes/io/monopod/process/Probe.class /app/probe/io/monopod/process/
# Without a bound, glibc keeps a pool of freed memory for every thread that has ever asked for some.
ENV PATH=/opt/java/bin:$PATH MALLOC_ARENA_MAX=2
WORKDIR /app

# Starts the programs once as they are started in the images, has a session go through them, and keeps what the JVM
# has learned: classes loaded and linked, in a file that is mapped at the next start (JEP 483, JEP 514).
FROM base AS train
COPY --from=build /src/gateway/target/lib gateway/lib
COPY --from=build /src/gateway/target/monopod-gateway.jar gateway/
COPY --from=build /src/myservice/target/lib myservice/lib
COPY --from=build /src/myservice/target/monopod-myservice.jar myservice/
COPY --from=build /src/agent/target/lib agent/lib
COPY --from=build /src/agent/target/monopod-agent.jar agent/
COPY --from=build /src/scenarios/target/lib scenarios/lib
COPY --from=build /src/scenarios/target/monopod-scenarios.jar scenarios/
COPY deploy/image .
RUN ./train

FROM base AS gateway
COPY --from=build /src/gateway/target/lib gateway/lib
COPY deploy/image/gateway.jvm .
COPY --from=train /app/gateway/monopod-gateway.jar /app/gateway/gateway.aot gateway/
RUN install -d -o 65532 -g 65532 -m 700 /var/lib/monopod/key /var/lib/monopod/join /var/lib/monopod/admin
USER 65532:65532
EXPOSE 10000 10001 9090
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --start-interval=250ms \
    CMD ["java", "-Xmx8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp", "/app/probe", \
         "io.monopod.process.Probe", "http://localhost:9090/health/ready"]
ENTRYPOINT ["java", "@/app/gateway.jvm", "-XX:AOTCache=/app/gateway/gateway.aot", "-jar", "/app/gateway/monopod-gateway.jar"]
LABEL org.opencontainers.image.title="monopod-gateway" \
      org.opencontainers.image.description="A gRPC gateway that gives every session an instance of its own"

FROM base AS myservice
COPY --from=build /src/myservice/target/lib myservice/lib
COPY deploy/image/myservice.jvm deploy/image/sessions ./
COPY --from=train /app/myservice/monopod-myservice.jar /app/myservice/myservice.aot myservice/
RUN install -d -o 65532 -g 65532 -m 700 /var/lib/monopod/join
USER 65532:65532
EXPOSE 9000
# Between two sessions a new process starts, which takes seconds on a busy machine: six probes must fail. The gateway
# notices an instance that is gone within its lease, whatever this says.
HEALTHCHECK --interval=5s --timeout=3s --retries=6 --start-period=30s --start-interval=250ms \
    CMD ["java", "-Xmx8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp", "/app/probe", \
         "io.monopod.process.Probe", "http://localhost:9000/health/ready"]
ENTRYPOINT ["/app/sessions"]
LABEL org.opencontainers.image.title="monopod-myservice" \
      org.opencontainers.image.description="The example service of Monopod: one process for each session"

# For a server of one's own, see examples/notebook/Dockerfile. MONOPOD_SLOTS and the like configure the agent.
FROM base AS agent
COPY --from=build /src/agent/target/lib agent/lib
COPY deploy/image/agent.jvm .
COPY --from=train /app/agent/monopod-agent.jar /app/agent/agent.aot agent/
RUN install -d -o 65532 -g 65532 -m 700 /var/lib/monopod/join
USER 65532:65532
ENTRYPOINT ["java", "@/app/agent.jvm", "-XX:AOTCache=/app/agent/agent.aot", "-jar", "/app/agent/monopod-agent.jar", "--"]
LABEL org.opencontainers.image.title="monopod-agent" \
      org.opencontainers.image.description="Makes a gRPC server in any language an instance of Monopod"

FROM base AS scenarios
COPY --from=build /src/scenarios/target/lib scenarios/lib
COPY --from=build /src/scenarios/target/monopod-scenarios.jar scenarios/
USER 65532:65532
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "--sun-misc-unsafe-memory-access=allow", \
            "-jar", "/app/scenarios/monopod-scenarios.jar"]
CMD ["run", "all"]
LABEL org.opencontainers.image.title="monopod-scenarios" \
      org.opencontainers.image.description="The headless scenario runner of Monopod"
